/**
 * Keeps what V8 compiled, so that the next run of the same release need not
 * compile it again. Node has this since 22.1; on older ones nothing happens.
 */
import nodeModule from 'node:module'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/**
 * The user's own cache folder: Node's default lies in the folder for temporary
 * files, where another user of the machine could put code of theirs.
 */
export function keepCompiled({ XDG_CACHE_HOME, HOME }: Env): void {
  const base = XDG_CACHE_HOME || (HOME ? join(HOME, '.cache') : '')
  if (base === '' || !('enableCompileCache' in nodeModule)) return
  const { enableCompileCache } = nodeModule
  if (typeof enableCompileCache === 'function') enableCompileCache(join(base, 'policyctl', 'compiled'))
}
