/** Finds exactly who may send the requests of a pattern, by comparing 'nothing is allowed' with the side. */

import { comparisonUnits } from '../compare/comparison-units.ts'
import { onlyMethod, type RequestFocus } from '../compare/focus.ts'
import { sweep } from '../compare/sweep.ts'
import { type WordedRegion, wordRegions } from '../compare/word-regions.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, type RuleRef } from '../model/decide.ts'
import { isInRegion } from '../model/in-region.ts'
import { parsePattern } from '../model/pattern.ts'
import type { Region, RouteTaken } from '../model/region.ts'

/** A part of the pattern that agents or policies may send, with the decision. */
export interface Grant
  extends Omit<
    Region,
    'agents' | 'policies' | 'before' | 'after' | 'direction' | 'routeBefore' | 'routeAfter'
  > {
  /** `namespace/name`; empty for a policy that is bound to no known agent. */
  readonly agents: readonly string[]
  /** The policy that would allow it, if no agent is known to be bound to it; else []. */
  readonly policies: readonly string[]
  readonly decision: 'allow' | 'approval_required'
  readonly route: RouteTaken | null
  /** The rules that decide the witness. */
  readonly because: readonly RuleRef[]
}

export type WhoCanQuestion = RequestFocus

/** @returns grants without a human first, then by the number of agents. */
export function whoCan(question: WhoCanQuestion, side: AccessSide): readonly Grant[] {
  const nobody: AccessSide = { policies: new Map(), bindings: side.bindings }
  const merged = new Map<string, Grant>()
  for (const { agents, policies } of comparisonUnits(nobody, side)) {
    const bound = policies.flatMap(({ name, after }) => (after === null ? [] : [{ name, spec: after }]))
    const focus = parsePattern(question.pattern)
    const swept = sweep({ policies, unmatched: 'deny', focus })
    for (const region of wordRegions(onlyMethod(swept, question.method))) {
      const grant = grantOf(region, { bound, agents, method: question.method })
      const { agents: _agents, ...rest } = grant
      const key = JSON.stringify(rest)
      const known = merged.get(key)
      merged.set(key, known === undefined ? grant : { ...known, agents: [...known.agents, ...agents].sort() })
    }
  }
  return [...merged.values()].sort(byWeight)
}

function grantOf(
  { before: _before, after, direction: _direction, routeBefore: _route, routeAfter, ...extent }: WordedRegion,
  { bound, agents, method }: { bound: readonly BoundPolicy[]; agents: readonly string[]; method: string },
): Grant {
  const isOne = method !== '*'
  const operations = isOne ? [method] : extent.operations
  const witness = isOne ? { ...extent.witness, method } : extent.witness
  const { decision, because } = decide(witness, bound)
  const named = { ...extent, operations, exceptOperations: isOne ? [] : extent.exceptOperations, witness }
  if (decision === 'deny' || decision !== after || !isInRegion(named, witness))
    throw new Error(`the witness of a grant does not hold: ${JSON.stringify(named)}`)
  const policies = agents.length > 0 ? [] : bound.map(({ name }) => name)
  return { agents, policies, ...named, decision, route: routeAfter, because }
}

function byWeight(a: Grant, b: Grant): number {
  return (
    (a.decision === b.decision ? 0 : a.decision === 'allow' ? -1 : 1) ||
    Number(a.agents.length === 0) - Number(b.agents.length === 0) ||
    b.agents.length - a.agents.length ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  )
}
