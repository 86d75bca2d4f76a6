/**
 * What the tightened state denies, or hands to a human, although both the old
 * and the new policies let it through: the price of changing several policies
 * at once, shown before it is paid.
 */
import type { AccessSide } from '../access/access-side.ts'
import { compareAccess } from '../access/compare.ts'
import { type BoundPolicy, decide, policiesOf, voteOf } from '../access/decide.ts'
import type { Region, Vote } from '../access/region.ts'
import { riskiestFirst } from '../access/region-order.ts'
import type { Request } from '../policy/request.ts'
import { intersectRegions } from './intersect-regions.ts'
import type { Phase } from './plan.ts'
import { sideAfter } from './sides.ts'

export interface Passage {
  readonly before: AccessSide
  readonly after: AccessSide
  readonly phases: readonly Phase[]
}

/** `before` of a region is what old and new let through at least, `after` what the tightened state does. */
export function outageOf({ before, after, phases }: Passage): readonly Region[] {
  const writes = phases.flatMap((phase) => phase.writes)
  if (new Set(writes.map(({ policy }) => policy)).size === writes.length) return []
  const tightened = phases.filter(({ phase }) => phase === 'tighten').flatMap((phase) => phase.writes)
  const between = sideAfter(before, tightened)
  const lost = compareAccess(before, between).filter(({ direction }) => direction !== 'rerouted')
  const regained = compareAccess(between, after)
  const pairs = lost.flatMap((from) => regained.map((to) => [from, to] as const))
  return riskiestFirst(pairs.flatMap(([from, to]) => outageIn(from, to, { before, between, after })))
}

interface States {
  readonly before: AccessSide
  readonly between: AccessSide
  readonly after: AccessSide
}

function outageIn(from: Region, to: Region, states: States): readonly Region[] {
  if (permissiveness(from.before) <= permissiveness(from.after)) return []
  if (permissiveness(to.after) <= permissiveness(to.before)) return []
  const agents = from.agents.filter((agent) => to.agents.includes(agent))
  const isUnbound = from.agents.length === 0 && to.agents.length === 0
  if (agents.length === 0 && !(isUnbound && from.policies[0] === to.policies[0])) return []
  const who = { agent: agents[0] ?? null, policy: from.policies[0] ?? '' }
  const region = intersectRegions(from, to, (request) => isLost(request, who, states))
  if (region === null) return []
  const least = permissiveness(from.before) < permissiveness(to.after) ? from.before : to.after
  return [{ ...region, agents, before: least, direction: 'narrower' }]
}

interface Who {
  readonly agent: string | null
  readonly policy: string
}

function isLost(request: Request, who: Who, { before, between, after }: States): boolean {
  const [old, meanwhile, now] = [before, between, after].map((side) => outcome(request, who, side))
  if (old === undefined || meanwhile === undefined || now === undefined) return false
  return meanwhile < Math.min(old, now)
}

function outcome(request: Request, { agent, policy }: Who, side: AccessSide): number {
  if (agent !== null) return permissiveness(decide(request, policiesOf(side, agent)).decision)
  const spec = side.policies.get(policy)
  const alone: BoundPolicy | null = spec === undefined ? null : { name: policy, spec }
  return permissiveness(voteOf(request, alone).vote)
}

/** What goes through: nothing, after a human's yes, at once. Alone, none lets through as little as deny. */
function permissiveness(vote: Vote): number {
  return vote === 'allow' ? 2 : vote === 'approval_required' ? 1 : 0
}
