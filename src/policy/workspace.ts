/** The identity of a workspace: a ledger is bound to it, whatever the target's name and the spelling of its URL. */
export interface Workspace {
  /** Base URL, or `embedded:<file>` from the project's root. */
  readonly endpoint: string
  /** The namespace of the classic API, which is sent in a header; null: the server's default. */
  readonly namespace: string | null
}

/** The namespace that a classic server uses when none is named; a ledger without one is taken for it too. */
const DEFAULT = 'default'
/** A workspace as one project of a repository holds it. */
export interface ProjectWorkspace extends Workspace {
  /** Folder of the project in the repository, with '/', '' at its root. */
  readonly folder: string
}

export function isSameWorkspace(a: Workspace, b: Workspace): boolean {
  if ((a.namespace ?? DEFAULT) !== (b.namespace ?? DEFAULT)) return false
  return a.endpoint === b.endpoint || identityOf(a.endpoint) === identityOf(b.endpoint)
}

/** The same workspace, and the same project of the repository. */
export function isSameOwner(a: ProjectWorkspace, b: ProjectWorkspace): boolean {
  return a.folder === b.folder && isSameWorkspace(a, b)
}

/** Two projects can have one workspace, but for embedded ones, whose file is a project's own. */
export function sharesWorkspace(a: ProjectWorkspace, b: ProjectWorkspace): boolean {
  const isOwnFile = a.endpoint.startsWith('embedded:')
  return isSameWorkspace(a, b) && (!isOwnFile || a.folder === b.folder)
}

/** Two spellings of one address have one identity. Only for comparing: a request goes to what was written. */
function identityOf(endpoint: string): string {
  if (!URL.canParse(endpoint) || endpoint.startsWith('embedded:')) return endpoint
  const { protocol, hostname, port, pathname } = new URL(endpoint)
  const host = LOOPBACK.test(hostname) ? 'localhost' : hostname.replace(/\.$/, '')
  const path = pathname
    .replace(/%[0-9a-f]{2}/gi, unescaped)
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
  return `${protocol}//${host}:${port}${path}`
}

/** One server answers to all of them, on a given port. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])\.?$/

/** RFC 3986, 6.2.2: an escaped letter, digit, '-', '.', '_' or '~' is the character itself. */
function unescaped(triplet: string): string {
  const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16))
  return /[\w.~-]/.test(character) ? character : triplet.toUpperCase()
}
