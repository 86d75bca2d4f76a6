/**
 * Finds the access that both the old and the new policies grant, and that is denied or needs
 * approval in a state between two writes. Plans show it before anything is written.
 */

import { compareAccess } from '../access/compare/compare.ts'
import { intersectRegions } from '../access/compare/intersect-regions.ts'
import { regionOrderKey, riskiestFirst } from '../access/compare/region-order.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import { type BoundPolicy, decide, policiesOf, voteOf } from '../access/model/decide.ts'
import type { Region, Vote } from '../access/model/region.ts'
import type { Request } from '../policy/request.ts'
import type { Phase } from './plan.ts'
import { sideAfter } from './sides.ts'

export interface Passage {
  readonly before: AccessSide
  readonly after: AccessSide
  readonly phases: readonly Phase[]
}

/**
 * `before` of a region is the stricter of the old and the new decision, `after` the
 * decision in between. An agent whose policies are written in one phase only sees the old
 * or the new policies and no state in between; inside a phase nothing is stricter than at
 * its start or end (docs/decisions/0040-order-of-writes.md).
 */
export function temporaryLossesOf({ before, after, phases }: Passage): readonly Region[] {
  if (phases.length < 2) return []
  const whose = seeingMore(before, after, phases)
  const [old, now] = [sideOf(before, whose), sideOf(after, whose)]
  const found = new Map<string, Region>()
  let state = old
  for (const { writes } of phases.slice(0, -1)) {
    state = sideAfter(
      state,
      writes.filter(({ policy }) => whose.policies.has(policy)),
    )
    for (const region of lostIn({ before: old, between: state, after: now }))
      found.set(JSON.stringify([region.agents, region.policies, regionOrderKey(region)]), region)
  }
  return riskiestFirst([...found.values()])
}

/** The agents and policies that may see a state between two phases. */
interface Whose {
  readonly agents: ReadonlySet<string>
  readonly policies: ReadonlySet<string>
}

/** Finds the agents whose policies are written in more than one phase, with all their policies; and the policies that are written twice. */
function seeingMore(before: AccessSide, after: AccessSide, phases: readonly Phase[]): Whose {
  const phasesOf = new Map<string, number[]>()
  for (const [index, { writes }] of phases.entries())
    for (const { policy } of writes) phasesOf.set(policy, [...(phasesOf.get(policy) ?? []), index])
  const agents = new Set<string>()
  const policies = new Set([...phasesOf].flatMap(([policy, indexes]) => (indexes.length > 1 ? [policy] : [])))
  for (const [agent, names] of [...before.bindings, ...after.bindings]) {
    if (new Set(names.flatMap((name) => phasesOf.get(name) ?? [])).size < 2) continue
    agents.add(agent)
    for (const name of names) policies.add(name)
  }
  return { agents, policies }
}

function sideOf({ policies, bindings }: AccessSide, whose: Whose): AccessSide {
  return {
    policies: new Map([...policies].filter(([name]) => whose.policies.has(name))),
    bindings: new Map([...bindings].filter(([agent]) => whose.agents.has(agent))),
  }
}

function lostIn(states: States): readonly Region[] {
  const { before, between, after } = states
  const lost = compareAccess(before, between).filter(({ direction }) => direction !== 'rerouted')
  const regained = compareAccess(between, after)
  return lost.flatMap((from) => regained.flatMap((to) => temporaryLossesIn(from, to, states)))
}

interface States {
  readonly before: AccessSide
  readonly between: AccessSide
  readonly after: AccessSide
}

function temporaryLossesIn(from: Region, to: Region, states: States): readonly Region[] {
  if (permissiveness(from.before) <= permissiveness(from.after)) return []
  if (permissiveness(to.after) <= permissiveness(to.before)) return []
  const agents = from.agents.filter((agent) => to.agents.includes(agent))
  const isUnbound = from.agents.length === 0 && to.agents.length === 0
  if (agents.length === 0 && !(isUnbound && from.policies[0] === to.policies[0])) return []
  const who = { agent: agents[0] ?? null, policy: from.policies[0] ?? '' }
  const least = permissiveness(from.before) < permissiveness(to.after) ? from.before : to.after
  return intersectRegions(from, to, (request) => isLost(request, who, states)).map((region) => ({
    ...region,
    agents,
    before: least,
    direction: 'narrower',
  }))
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

/**
 * Ranks votes: 0 nothing passes, 1 a request with a human's approval, 2 every request.
 * For a policy alone, 'none' is as strict as 'deny'.
 */
function permissiveness(vote: Vote): number {
  return vote === 'allow' ? 2 : vote === 'approval_required' ? 1 : 0
}
