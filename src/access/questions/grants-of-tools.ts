/**
 * Limits grants to those that a workspace can use: the platform denies calls to hosts of no tool,
 * and a rule with tags needs a tool that has one of them.
 */
import type { Request } from '../../policy/request.ts'
import type { Tool } from '../../policy/tool.ts'
import type { AccessSide } from '../model/access-side.ts'
import { decide, policiesOf } from '../model/decide.ts'
import { isServed, servedWitness } from './served-by-tools.ts'
import type { Grant } from './who-can.ts'

export interface UsableGrants {
  readonly grants: readonly Grant[]
  /** Patterns of grants for which no tool fits; sorted. */
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
  const usable = grants.filter((grant) => isServed(grant, tools))
  const lost = grants.filter((grant) => !usable.includes(grant))
  return {
    grants: usable.map((grant) => ({
      ...grant,
      witness: servedWitness(grant, tools, (request) => provesTheSame(grant, request, side)),
    })),
    withoutTool: [...new Set(lost.map(({ resource }) => resource))].sort(),
  }
}

/** Tells whether another request of a grant is decided by the same rules, for all its agents and policies. */
function provesTheSame({ agents, policies, because }: Grant, request: Request, side: AccessSide): boolean {
  const unbound = policies.flatMap((name) => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [{ name, spec }]
  })
  const senders = agents.length === 0 ? [unbound] : agents.map((agent) => policiesOf(side, agent))
  return senders.every((bound) => JSON.stringify(decide(request, bound).because) === JSON.stringify(because))
}
