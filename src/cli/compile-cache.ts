/**
 * Keeps the code that V8 compiled, so that the next run of the same release need
 * not compile it again. Node has this since 22.1; with older versions nothing
 * happens.
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
 * Tells V8 to optimise only code that has run for a long time. A lint takes a
 * second or two, of whose processor time V8 otherwise spends a third on optimising.
 *
 * @param version of V8. With a version after that of Node 20 a changed flag would
 * make the compile cache invalid.
 */
export function optimiseLate(version: string): void {
  if (version.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000')
}

/**
 * The user's own cache folder. Node's default is in the folder for temporary
 * files, where another user of the machine could put their own code.
 *
 * @returns null if the folder cannot be made.
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
