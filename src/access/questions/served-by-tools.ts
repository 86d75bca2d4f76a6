/** Requests that a workspace's tools can serve: a call to the host of no tool is denied, and a tool has the tags that it has. */
import type { Request } from '../../policy/request.ts'
import { type Tool, tagsOfTool } from '../../policy/tool.ts'
import { isInRegion } from '../model/in-region.ts'
import type { RequestExtent } from '../model/region.ts'
import { hostOf, toolOfCall, toolsAt, withTool } from './tool-of-call.ts'

/** Requests, and one of them. */
export type Witnessed = RequestExtent & { readonly witness: Request }

/** @returns true where nobody can tell: several hosts are meant, or a tool does not say where it is. */
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
 * A request that the workspace can meet: its tool, tags and capability are
 * those of its URL. The URL stays where that is possible.
 *
 * @param provesTheSame of a request of the region: it must prove what the witness proves.
 * @returns the witness as it is where no tool's request does.
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

/** The witness's own call, then those that tools say of themselves. */
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
