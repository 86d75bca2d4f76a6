/** Tells which requests the tools of a workspace can serve: the platform denies calls to hosts of no tool, and a tool's tags are fixed. */
import type { Request } from '../../policy/request.ts'
import { type Tool, tagsOfTool } from '../../policy/tool.ts'
import { isInRegion } from '../model/in-region.ts'
import type { RequestExtent } from '../model/region.ts'
import { hostOf, toolOfCall, toolsAt, withTool } from './tool-of-call.ts'

/** Requests, and one of them. */
export type Witnessed = RequestExtent & { readonly witness: Request }

/** @returns true also if it is not known: the extent has several hosts, or a tool has no base URL. */
export function isServed(extent: RequestExtent, tools: readonly Tool[]): boolean {
  const host = hostOf(extent.resource)
  if (host === null) return true
  const { here, isWhole } = toolsAt(host, tools)
  return (!isWhole && here.length === 0) || here.some((tool) => serves(tool, extent))
}

function serves(tool: Tool, { withTags, withoutTags, tools, exceptTools }: RequestExtent): boolean {
  const possible = tagsOfTool(tool)
  return (
    withTags.every((tag) => possible.has(tag)) &&
    !withoutTags.some((tag) => tool.riskTags.includes(tag)) &&
    (tools.length === 0 || tools.includes(tool.name)) &&
    !exceptTools.includes(tool.name)
  )
}

/** Tools whose own addresses are tried, where a region reaches several hosts. */
const MOST_TOOLS = 20

/**
 * Makes a witness that can occur in the workspace, with the tool, tags and capability of
 * its URL. The URL is kept if possible.
 *
 * @param provesTheSame of a request of the region: it must prove what the witness proves.
 * @returns the given witness if no such request proves the same.
 */
export function servedWitness(
  region: Witnessed,
  tools: readonly Tool[],
  provesTheSame: (request: Request) => boolean,
): Request {
  const { witness } = region
  for (const call of callsIn(region, tools)) {
    const bare = { ...call, tags: [], tool: null, capability: null }
    const called = toolOfCall(bare, tools)
    if (called.state !== 'found') continue
    const real = withTool(bare, called)
    if (isInRegion(region, real) && provesTheSame(real)) return real
  }
  return witness
}

/** The call of the witness, then calls to the tools' own URLs. */
function* callsIn(
  { witness, resource }: Witnessed,
  tools: readonly Tool[],
): Generator<Pick<Request, 'method' | 'url'>> {
  const { method, url } = witness
  yield { method, url }
  const host = hostOf(resource)
  const near = host === null ? tools.slice(0, MOST_TOOLS) : toolsAt(host, tools).here
  for (const { baseUrl, capabilities } of near) {
    const base = baseUrl.replace(/\/+$/, '')
    for (const one of capabilities)
      yield {
        method: one.method || method,
        url: base + one.path.replace(/\{[^{}]*\}|:\w+/g, '1').replace(/\*$/, ''),
      }
    yield { method, url: baseUrl }
  }
}
