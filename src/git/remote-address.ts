/**
 * Tells which repository an address of a remote means. People fetch by https and
 * push by ssh: that is one repository. A ledger that is read from another
 * repository than it is written to is useless.
 */

export function isSameRepository(a: string, b: string): boolean {
  return a === b || identityOf(a) === identityOf(b)
}

function identityOf(address: string): string {
  const { host, path } = URL.canParse(address) && address.includes('://') ? inUrl(address) : inShort(address)
  const clean = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '')
  // GitHub takes ssh on the https port under another name.
  return `${host.toLowerCase().replace(/^ssh\.(github\.com)$/, '$1')}/${clean}`
}

function inUrl(address: string): Place {
  const { hostname, pathname } = new URL(address)
  return { host: hostname, path: decoded(pathname) }
}

/** `git@host:path`, or a path of this machine. */
function inShort(address: string): Place {
  const [, host = '', path = address] = /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)(.*)$/s.exec(address) ?? []
  return { host, path }
}

interface Place {
  readonly host: string
  readonly path: string
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
