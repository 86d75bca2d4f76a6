/** Finds out whether a change breaks a guardrail, or whether it was broken before. */
import type { Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, policiesOf, voteOf } from '../model/decide.ts'
import { type PolicyOnSides, policyOnSides } from '../model/policy-on-sides.ts'
import { isSameApproval } from '../model/route-taken.ts'
import type { Outcome } from '../model/voted-outcome.ts'
import { ceilingKey, ceilingOver, type UnderCeiling } from './ceiling-over.ts'
import { findRequestOnSides } from './find-request.ts'
import type { Counterexample, Guardrail, GuardrailResult } from './guardrail.ts'
import { breaks } from './guardrail-breach.ts'
import { type GuardrailSubject, HeldSide } from './held-side.ts'
import { newlyAbove } from './newly-above.ts'

export interface BeforeAndAfter {
  readonly before: AccessSide
  readonly after: AccessSide
}

export interface NewBreach extends Pick<GuardrailResult, 'because'> {
  readonly counterexample: Counterexample
  /** Policies whose own vote or route for the request changed; other policies do not contribute to the breach. */
  readonly movedBy: readonly string[]
}

/** A request that breaks the guardrail on the second side and not on the first; null if there is none, which is proven. */
export function newlyBroken(guardrail: Guardrail, { before, after }: BeforeAndAfter): NewBreach | null {
  const seen = new Set<string>()
  for (const { agent, bound } of new HeldSide(after).subjects(guardrail)) {
    const sides = onSides(boundBefore({ agent, bound }, before), bound)
    const held = sides.map((side) => [side.name, side.before !== null, side.after !== null])
    const key = JSON.stringify([held, ceilingKey(guardrail, agent)])
    if (seen.has(key)) continue
    seen.add(key)
    const request = newRequest(guardrail, sides, { agent, bound })
    if (request === null) continue
    const { decision, route, because } = decide(request, bound)
    const counterexample = { agent, policies: bound.map(({ name }) => name), request, decision, route }
    const movedBy = sides.filter((side) => isMoved(request, side)).map(({ name }) => name)
    return { because, counterexample, movedBy }
  }
  return null
}

function newRequest(
  guardrail: Guardrail,
  sides: readonly PolicyOnSides[],
  subject: UnderCeiling,
): Request | null {
  const { on, atMost } = guardrail
  if (atMost !== undefined) return newlyAbove(ceilingOver(guardrail, subject), on, sides)
  const isNew = (now: Outcome, then: Outcome): boolean => breaks(now, guardrail) && !breaks(then, guardrail)
  return findRequestOnSides(sides, on, isNew)?.request ?? null
}

function isMoved(request: Request, { name, before, after }: PolicyOnSides): boolean {
  const on = (spec: Spec | null) => voteOf(request, spec === null ? null : { name, spec })
  const [old, now] = [on(before), on(after)]
  return old.vote !== now.vote || !isSameApproval(old.route, now.route)
}

function boundBefore(
  { agent, bound }: Pick<GuardrailSubject, 'agent' | 'bound'>,
  before: AccessSide,
): readonly BoundPolicy[] {
  if (agent !== null) return policiesOf(before, agent)
  return bound.flatMap(({ name }) => {
    const spec = before.policies.get(name)
    return spec === undefined ? [] : [{ name, spec }]
  })
}

function onSides(before: readonly BoundPolicy[], after: readonly BoundPolicy[]): readonly PolicyOnSides[] {
  const specs = (bound: readonly BoundPolicy[]) => new Map(bound.map(({ name, spec }) => [name, spec]))
  const [old, now] = [specs(before), specs(after)]
  return [...new Set([...old.keys(), ...now.keys()])].map((name) =>
    policyOnSides(name, old.get(name) ?? null, now.get(name) ?? null),
  )
}
