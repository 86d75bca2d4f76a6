/**
 * Keeps what V8 compiled, so that the next run of the same release need not
 * compile it again. Node has this since 22.1; on older ones nothing happens.
 */
import nodeModule from 'node:module'
import { isAbsolute, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { makeFolder } from '../files/make-folder.ts'

type Env = Readonly<Record<string, string | undefined>>

export function keepCompiled(env: Env): void {
  if (!('enableCompileCache' in nodeModule)) return
  const { enableCompileCache } = nodeModule
  if (typeof enableCompileCache !== 'function') return
  const folder = compiledFolder(env)
  if (folder !== null) enableCompileCache(folder)
}

/**
 * Has V8 optimise only what has run for long. A lint is over in a second or
 * two, and by itself V8 spends a third of its processor time on optimising.
 *
 * @param version of V8. Later ones than that of Node 20 keep what they compiled
 * together with their flags, and would compile everything again.
 */
export function optimiseLate(version: string): void {
  if (version.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000')
}

/**
 * The user's own cache folder: Node's default lies in the folder for temporary
 * files, where another user of the machine could put code of theirs.
 *
 * @returns null where it cannot be made. Node would try for ever in /proc, which
 * lets nobody make folders and says that they are not there.
 */
export function compiledFolder({ XDG_CACHE_HOME, HOME }: Env): string | null {
  const base = XDG_CACHE_HOME || (HOME ? join(HOME, '.cache') : '')
  if (!isAbsolute(base)) return null
  const folder = join(base, 'policyctl', 'compiled')
  try {
    makeFolder(folder, 0o700)
    return folder
  } catch {
    return null
  }
}
