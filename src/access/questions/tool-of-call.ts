/**
 * Finds the tool that a call goes to: the one whose base URL has the call's host. Rules
 * use its tags, routes also its name and capability. Scheme and port may differ from the
 * tool's; only the host counts.
 */
import type { Request } from '../../policy/request.ts'
import type { Tool, ToolCapability } from '../../policy/tool.ts'
import { normaliseUrl } from '../model/url.ts'

/**
 * - unread: the tools could not be read, there are none yet, or one of them has no base URL.
 * - unregistered: no tool has this host, so the platform denies the call.
 * - several: tools share the host, and it is not known which one is called.
 * - found: one tool.
 */
export type ToolOfCall =
  | { readonly state: 'unread' | 'unregistered' }
  | { readonly state: 'several'; readonly tools: readonly string[] }
  | { readonly state: 'found'; readonly tool: Tool; readonly capability: ToolCapability | null }

/** @param tools null: they cannot be read. */
export function toolOfCall(
  { method, url }: Pick<Request, 'method' | 'url'>,
  tools: readonly Tool[] | null,
): ToolOfCall {
  const called = tools === null || tools.length === 0 ? null : placeOf(url)
  if (tools === null || called === null) return { state: 'unread' }
  const { here, isWhole } = toolsAt(called.host, tools)
  if (here.length === 0) return { state: isWhole ? 'unregistered' : 'unread' }
  const depth = (tool: Tool): number => {
    const { path } = placeOf(tool.baseUrl) ?? called
    return isBelow(called.path, path) ? path.length : 0
  }
  const deepest = Math.max(...here.map(depth))
  const [tool, ...others] = here.filter((one) => depth(one) === deepest)
  if (tool === undefined || others.length > 0)
    return { state: 'several', tools: here.map(({ name }) => name).sort() }
  const path = below(called.path, placeOf(tool.baseUrl)?.path ?? '')
  return { state: 'found', tool, capability: capabilityOf(tool, { method, path }) }
}

/** The tools of a host; `isWhole`: every tool has a base URL, so there are no others. */
export function toolsAt(
  host: string,
  tools: readonly Tool[],
): { readonly here: readonly Tool[]; readonly isWhole: boolean } {
  const hosts = tools.map(({ baseUrl }) => placeOf(baseUrl)?.host)
  return { here: tools.filter((_tool, index) => hosts[index] === host), isWhole: !hosts.includes(undefined) }
}

/** Host of a pattern that names a whole one; null: it may match several. */
export function hostOf(resource: string): string | null {
  const [, authority] = /^[^:/]+:\/\/([^/*]+)\//.exec(normaliseUrl(resource) ?? '') ?? []
  return authority === undefined ? null : authority.replace(/:\d+$/, '')
}

/** The request with the tool's name, tags and capability; values that the request already has are kept. */
export function withTool(request: Request, of: ToolOfCall): Request {
  if (of.state !== 'found') return request
  const { tool, capability } = of
  // The request names another tool than the host's, so nothing is known about it.
  if (request.tool !== null && request.tool !== tool.name) return request
  const tags = [...new Set([...tool.riskTags, ...(capability?.riskTags ?? [])])]
  return {
    ...request,
    tool: tool.name,
    tags: request.tags.length > 0 ? request.tags : tags,
    capability: request.capability ?? (capability?.name || null),
  }
}

interface Place {
  readonly host: string
  /** Ends in no slash. */
  readonly path: string
}

function placeOf(url: string): Place | null {
  const [, authority = '', path = ''] = /^[^:/]+:\/\/([^/]*)(.*)$/.exec(normaliseUrl(url) ?? '') ?? []
  const host = authority.replace(/:\d+$/, '')
  return host === '' ? null : { host, path: path.replace(/\/+$/, '') }
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`)
}

/** The path below the tool's base URL; a path outside of it is kept. */
function below(path: string, base: string): string {
  return isBelow(path, base) ? path.slice(base.length) : path
}

/** The capability that matches by method and path; null if none or several do. A capability with only a name matches no URL. */
function capabilityOf(
  { capabilities }: Tool,
  { method, path }: { readonly method: string; readonly path: string },
): ToolCapability | null {
  const fitting = capabilities.filter(
    (one) =>
      one.method + one.path !== '' &&
      (one.method === '' || one.method === method.toUpperCase()) &&
      (one.path === '' || pathPattern(one.path).test(path === '' ? '/' : path)),
  )
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** `{id}` and `:id` are a segment, a `*` at the end is the rest. */
function pathPattern(path: string): RegExp {
  const isPrefix = path.endsWith('*')
  const segments = (isPrefix ? path.slice(0, -1) : path.replace(/(?<=.)\/+$/, '')).split('/')
  const parts = segments.map((segment) =>
    /^(?:\{[^{}]*\}|:\w+)$/.test(segment) ? '[^/]+' : segment.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  )
  return new RegExp(`^${parts.join('/')}${isPrefix ? '.*' : '$'}`)
}
