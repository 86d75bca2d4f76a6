/**
 * Finds requests that break a guardrail: under the pinned reading and, if it is about a
 * decision, under the least favourable reading.
 */
import type { Route } from '../../policy/policy.ts'
import { isMorePermissive } from '../model/approval-order.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { policyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, rulesOf, textsOf } from '../model/reading.ts'
import type { Outcome } from '../model/voted-outcome.ts'
import { ceilingOver } from './ceiling-over.ts'
import { findRequest, findRequestOnSides, type RequestFound } from './find-request.ts'
import type { Guardrail } from './guardrail.ts'
import { distinctSubjects, type GuardrailSubject, type HeldSide, nearOnly } from './held-side.ts'
import { asOnePolicy, routeMustMatch, worstCase } from './worst-case.ts'

export interface Breach {
  readonly subject: GuardrailSubject
  readonly found: RequestFound
}

/** The subjects and the place that it is checked for. */
export interface Held {
  readonly side: HeldSide
  readonly subjects: readonly GuardrailSubject[]
}

/** A request that breaks it under the pinned reading; null if there is none, which is proven. */
export function breachAsPinned(guardrail: Guardrail, { side, subjects }: Held): Breach | null {
  const near = side.near(guardrail.on?.resource, 'pinned')
  return firstBreach(distinctSubjects(subjects, near, guardrail), (subject) => {
    const own = nearOnly(subject.bound, near)
    return guardrail.atMost === undefined
      ? findRequest(own, guardrail.on, (outcome) => breaks(outcome, guardrail))
      : findRequestOnSides(belowCeiling(own, ceilingOver(guardrail, subject)), guardrail.on, isMorePermissive)
  })
}

/** A request that may break it under some reading; null if there is none, which is proven. */
export function breachUnderAnyReading(guardrail: Guardrail, held: Held): Breach | null {
  if (guardrail.atMost !== undefined) return breachByLentRoute(guardrail, held)
  const reading = guardrail.never === 'approval_required' ? 'approval_required' : 'allow'
  const near = held.side.near(guardrail.on?.resource, reading)
  const found = firstBreach(distinctSubjects(held.subjects, near), ({ bound }) =>
    findRequest(worstCase(nearOnly(bound, near), reading), guardrail.on, ({ vote }) => vote === reading),
  )
  return found ?? breachByOtherApproval(guardrail, held)
}

function firstBreach(
  subjects: readonly GuardrailSubject[],
  find: (subject: GuardrailSubject) => RequestFound | null,
): Breach | null {
  for (const subject of subjects) {
    const found = find(subject)
    if (found !== null) return { subject, found }
  }
  return null
}

/** Tells whether the guardrail forbids the outcome. */
export function breaks({ vote, route }: Outcome, { never, approvedBy }: Guardrail): boolean {
  if (never !== undefined && vote === never) return true
  if (approvedBy === undefined) return false
  if (vote === 'allow') return true
  return vote === 'approval_required' && !isApprovedBy(route?.approvers.groups ?? [], approvedBy)
}

/** The ceiling is the first side and the subject the second, since their policies may have the same names. */
export function belowCeiling(bound: readonly BoundPolicy[], ceiling: readonly BoundPolicy[]) {
  return [
    ...ceiling.map(({ name, spec }) => policyOnSides(`ceiling ${name}`, spec, null)),
    ...bound.map(({ name, spec }) => policyOnSides(name, null, spec)),
  ]
}

/** A breach by a route of another policy: under some reading it may serve for any bound policy that requires approval. */
function breachByLentRoute(guardrail: Guardrail, { side, subjects }: Held): Breach | null {
  const { on } = guardrail
  const near = side.near(on?.resource, 'pinned')
  return firstBreach(distinctSubjects(subjects, near, guardrail), (subject) => {
    const { bound, others } = subject
    const ceiling = ceilingOver(guardrail, subject)
    for (const routes of lendable([...bound, ...others])) {
      const lent = [asOnePolicy(bound, routes)]
      const found = findRequestOnSides(
        belowCeiling(lent, ceiling),
        on,
        (now, under) => now.route !== null && isMorePermissive(now, under),
      )
      if (found !== null) return found
    }
    return null
  })
}

function lendable(policies: readonly BoundPolicy[]): readonly (readonly Route[])[] {
  const byName = new Map(policies.map(({ name, spec }) => [name, routesOf(spec)]))
  return [...byName.values()].filter((routes) => routes.length > 0)
}

/** A route without groups is not an approval by the wanted groups. */
function isApprovedBy(groups: readonly string[], approvedBy: readonly string[]): boolean {
  return groups.length > 0 && groups.every((group) => approvedBy.includes(group))
}

/** A breach of `approvedBy`: a route of any bound policy may ask other groups, or no route surely asks the wanted ones. */
function breachByOtherApproval({ on, approvedBy }: Guardrail, { side, subjects }: Held): Breach | null {
  if (approvedBy === undefined) return null
  const near = side.near(on?.resource, 'approval_required')
  return firstBreach(
    distinctSubjects(subjects, near),
    (subject) => findOtherApproval(subject, on, approvedBy) ?? findNoApproval(subject, on, approvedBy),
  )
}

function findOtherApproval(
  { bound, others }: GuardrailSubject,
  on: Guardrail['on'],
  approvedBy: readonly string[],
): RequestFound | null {
  const asking = worstCase(bound, 'approval_required')
  const foreign = others
    .filter(({ name }) => bound.every((own) => own.name !== name))
    .flatMap(({ spec }) => routesOf(spec).filter((route) => !isGoodRoute(route, approvedBy)))
  const asksOthers = ({ route }: Outcome): boolean =>
    route !== null && !isApprovedBy(route.approvers.groups, approvedBy)
  for (const routes of [foreign, ...bound.map((policy) => routesInOrder(policy, approvedBy))]) {
    const found = routes.length === 0 ? null : findRequest([asOnePolicy(asking, routes)], on, asksOthers)
    if (found !== null) return found
  }
  return null
}

function findNoApproval(
  { bound }: GuardrailSubject,
  on: Guardrail['on'],
  approvedBy: readonly string[],
): RequestFound | null {
  const denies = worstCase(bound, 'approval_required').map(({ name, spec }) => ({
    name,
    spec: { policies: rulesOf(spec).filter(({ permission }) => permission === 'deny') },
  }))
  const isUnasked = ({ vote, route }: Outcome): boolean => vote === 'approval_required' && route === null
  for (const policy of bound) {
    const own = worstCase([policy], 'approval_required')
    const asked = asOnePolicy([...own, ...denies], routesInOrder(policy, approvedBy))
    const found = findRequest([asked], on, isUnasked)
    if (found !== null) return found
  }
  return null
}

function isGoodRoute(route: Route, approvedBy: readonly string[]): boolean {
  return isApprovedBy(textsOf(route.approvers?.groups), approvedBy)
}

/** The routes that can be taken: a route that surely matches hides the ones behind it in its policy. */
function routesInOrder({ spec }: BoundPolicy, approvedBy: readonly string[]): readonly Route[] {
  return routesOf(spec).flatMap((route) => (isGoodRoute(route, approvedBy) ? routeMustMatch(route) : [route]))
}
