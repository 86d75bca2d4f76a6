/** Name of the target that the environment or the vendor's file names; no config need have it. */
export const UNNAMED_TARGET = 'default'

/** The identity of a workspace. A ledger is bound to it, whatever the target's name and the spelling of its URL. */
export interface Workspace {
  /** Base URL, or `embedded:<file>` from the project's root. */
  readonly endpoint: string
  /** The namespace of the classic API, which is sent in a header; null: the server's default. */
  readonly namespace: string | null
}

/** The namespace that a classic server uses if none is named. A ledger without a namespace counts as this one too. */
const DEFAULT = 'default'

/** A workspace, and the project of a repository that manages it. */
export interface ProjectWorkspace extends Workspace {
  /** Folder of the project in the repository, with '/'; '' at its root. */
  readonly folder: string
}

/** The file of an embedded workspace, which serves to practise; null: it is a real one. */
export function embeddedFile({ endpoint }: Pick<Workspace, 'endpoint'>): string | null {
  return endpoint.startsWith(EMBEDDED) ? endpoint.slice(EMBEDDED.length) : null
}

const EMBEDDED = 'embedded:'

export function isSameWorkspace(a: Workspace, b: Workspace): boolean {
  if ((a.namespace ?? DEFAULT) !== (b.namespace ?? DEFAULT)) return false
  return a.endpoint === b.endpoint || identityOf(a.endpoint) === identityOf(b.endpoint)
}

/** Tells whether workspace and project are the same. */
export function isSameOwner(a: ProjectWorkspace, b: ProjectWorkspace): boolean {
  return a.folder === b.folder && isSameWorkspace(a, b)
}

/** Tells whether two projects have one workspace. An embedded workspace belongs to one project, since its file does. */
export function sharesWorkspace(a: ProjectWorkspace, b: ProjectWorkspace): boolean {
  const isOwnFile = embeddedFile(a) !== null
  return isSameWorkspace(a, b) && (!isOwnFile || a.folder === b.folder)
}

/** Gives two spellings of one URL one text, only for comparing: requests go to the URL as it was written. */
function identityOf(endpoint: string): string {
  if (!URL.canParse(endpoint) || embeddedFile({ endpoint }) !== null) return endpoint
  const { protocol, hostname, port, pathname } = new URL(endpoint)
  const name = hostname.replace(/\.$/, '')
  const host = isLoopbackHost(name) ? 'localhost' : name
  const path = pathname
    .replace(/%[0-9a-f]{2}/gi, unescaped)
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
  return `${protocol}//${host}:${port}${path}`
}

/** Tells whether a host is this machine; on one port, one server answers to all such names. @param host as URL.hostname has it. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
}

/** RFC 3986, 6.2.2: an escaped letter, digit, '-', '.', '_' or '~' is the character itself. */
function unescaped(triplet: string): string {
  const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16))
  return /[\w.~-]/.test(character) ? character : triplet.toUpperCase()
}
