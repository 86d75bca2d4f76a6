/**
 * Reads the base URL of a workspace. It names tenant and workspace, so an unclear URL
 * is refused: a wrong URL is a wrong tenant.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isLoopbackHost } from '../policy/workspace.ts'

export interface Endpoint {
  /** Normalised, without a slash at the end; ledgers and plans are bound to it. */
  readonly baseUrl: string
  readonly contract: 'classic' | 'v1'
  /** True for loopback: only there plain http is accepted, and no proxy is used. */
  readonly isLoopback: boolean
}

const CLASSIC_HOST = 'api.runagents.io'
// The URL parser drops these silently, so the URL in use would differ from the one that people read.
const UNSEEN = /[\s\p{Cc}\p{Cf}]/u

/**
 * A bare origin gets the path /api on api.runagents.io and /api/v1 anywhere else; a
 * path below /workspaces/ gets /api/v1 in front; any other path stays as it is.
 *
 * Source: the vendor's own command line does the same.
 * @param origin the place where the URL was found, for the error.
 * @throws PolicyctlError endpoint-invalid; what may hold a secret is not shown.
 */
export function parseEndpoint(text: string, origin?: string): Endpoint {
  const trimmed = text.trim()
  const invalid = (fact: string, hint: string): PolicyctlError => {
    const named = ['the endpoint', shown(trimmed), origin === undefined ? '' : `(${origin})`]
    const message = `${named.filter((part) => part !== '').join(' ')} cannot be used: ${fact}`
    return new PolicyctlError('endpoint-invalid', { message, hint })
  }
  const url = parseUrl(trimmed, invalid)
  const isLoopback = isLoopbackHost(url.hostname)
  if (url.protocol === 'http:' && !isLoopback)
    throw invalid('it would send the key in clear text', 'use https; plain http is for loopback only')
  const path = basePath(url)
  return { baseUrl: `${url.origin}${path}`, contract: path.includes('/v1') ? 'v1' : 'classic', isLoopback }
}

/** Returns the URL without user, query and fragment. A text that does not look like an address may be a misplaced key, so it becomes ''. */
function shown(text: string): string {
  const [address = ''] = text.split(/[?#]/)
  const [, scheme = '', rest = ''] = /^([a-z][a-z+.-]*:\/\/)?(?:.*@)?(.*)$/is.exec(address) ?? []
  const isAddress = scheme !== '' || /^(?=.*\.|localhost)[a-z0-9.-]+(?::\d+)?(?:\/|$)/.test(rest)
  return isAddress ? `'${scheme}${rest}'` : ''
}

function parseUrl(text: string, invalid: (fact: string, hint: string) => PolicyctlError): URL {
  const url = UNSEEN.test(text) || !URL.canParse(text) ? null : new URL(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalid('it is not an http(s) URL', 'write it in full, like https://acme.runagents.io/api/v1')
  if (url.username !== '' || url.password !== '')
    throw invalid('it holds credentials', 'take them out; the key has a variable of its own')
  // Also an empty query or fragment: the path of each request would become a part of it.
  if (/[?#]/.test(text)) throw invalid('it has a query or a fragment', 'end it with its path')
  return url
}

function basePath({ hostname, pathname }: URL): string {
  const path = pathname.replace(/\/+$/, '')
  if (path === '') return hostname === CLASSIC_HOST ? '/api' : '/api/v1'
  return path.startsWith('/workspaces/') ? `/api/v1${path}` : path
}
