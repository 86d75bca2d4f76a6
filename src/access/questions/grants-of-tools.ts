/** Grants that a workspace can use: a call to the host of no tool is denied, and a tool has the tags that it has. */
import type { Request } from '../../policy/request.ts'
import { type Tool, tagsOfTool } from '../../policy/tool.ts'
import type { AccessSide } from '../model/access-side.ts'
import { decide, policiesOf } from '../model/decide.ts'
import { isInRegion } from '../model/in-region.ts'
import { hostOf, toolOfCall, toolsAt, withTool } from './tool-of-call.ts'
import type { Grant } from './who-can.ts'

export interface UsableGrants {
  readonly grants: readonly Grant[]
  /** Patterns of those that no tool serves as the rules ask; sorted. */
  readonly withoutTool: readonly string[]
}

/**
 * Only whole grants are left out, so that the rest stays exact. Witnesses take
 * tool, tags and capability from their URL where they still prove the same.
 *
 * @param tools null: they cannot be read, and nothing is left out.
 */
export function grantsOfTools(
  grants: readonly Grant[],
  { side, tools }: { readonly side: AccessSide; readonly tools: readonly Tool[] | null },
): UsableGrants {
  if (tools === null || tools.length === 0) return { grants, withoutTool: [] }
  const usable = grants.filter((grant) => isUsable(grant, tools))
  const lost = grants.filter((grant) => !usable.includes(grant))
  return {
    grants: usable.map((grant) => ({ ...grant, witness: witnessOf(grant, side, tools) })),
    withoutTool: [...new Set(lost.map(({ resource }) => resource))].sort(),
  }
}

function isUsable(grant: Grant, tools: readonly Tool[]): boolean {
  const host = hostOf(grant.resource)
  if (host === null) return true
  const { here, isWhole } = toolsAt(host, tools)
  return (!isWhole && here.length === 0) || here.some((tool) => isServed(grant, tool))
}

function isServed({ withTags, withoutTags, tools, exceptTools }: Grant, tool: Tool): boolean {
  const possible = tagsOfTool(tool)
  return (
    withTags.every((tag) => possible.has(tag)) &&
    !withoutTags.some((tag) => tool.riskTags.includes(tag)) &&
    (tools.length === 0 || tools.includes(tool.name)) &&
    !exceptTools.includes(tool.name)
  )
}

function witnessOf(grant: Grant, side: AccessSide, tools: readonly Tool[]): Request {
  const { witness } = grant
  const bare = { ...witness, tags: [], tool: null, capability: null }
  const real = withTool(bare, toolOfCall(bare, tools))
  return isInRegion(grant, real) && provesTheSame(grant, real, side) ? real : witness
}

/** Within one grant other rules may decide, for one agent or for another. */
function provesTheSame({ agents, policies, because }: Grant, request: Request, side: AccessSide): boolean {
  const unbound = policies.flatMap((name) => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [{ name, spec }]
  })
  const senders = agents.length === 0 ? [unbound] : agents.map((agent) => policiesOf(side, agent))
  return senders.every((bound) => JSON.stringify(decide(request, bound).because) === JSON.stringify(because))
}
