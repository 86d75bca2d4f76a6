/** When an outcome breaks a guardrail, and whether some reading of the model lets one happen. */
import type { Route } from '../../policy/policy.ts'
import type { Outcome } from '../compare/cell.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { routesOf, rulesOf, textsOf } from '../model/reading.ts'
import { findRequest, type RequestFound } from './find-request.ts'
import type { Guardrail } from './guardrail.ts'
import type { GuardrailSubject } from './guardrail-subjects.ts'
import { asOnePolicy, pessimistic, routeMustMatch } from './pessimistic.ts'

/** Whether the outcome, under the pinned reading, is what the guardrail forbids. */
export function breaks({ vote, route }: Outcome, { never, approvedBy }: Guardrail): boolean {
  if (never !== undefined && vote === never) return true
  if (approvedBy === undefined) return false
  if (vote === 'allow') return true
  return vote === 'approval_required' && !isApprovedBy(route?.approvers.groups ?? [], approvedBy)
}

/** A request that breaks it under the least favourable reading; null proves that there is none. */
export function breaksUnderAnyReading(
  subject: GuardrailSubject,
  { on, never, approvedBy }: Guardrail,
): RequestFound | null {
  const isVote = (wanted: string) => (outcome: Outcome) => outcome.vote === wanted
  if (never === 'approval_required')
    return findRequest(pessimistic(subject.bound, 'approval_required'), on, isVote(never))
  const allowed = findRequest(pessimistic(subject.bound, 'allow'), on, isVote('allow'))
  if (allowed !== null || approvedBy === undefined) return allowed
  return findOtherApproval(subject, on, approvedBy)
}

/** Nobody named is nobody known: that is not an approval by these groups. */
function isApprovedBy(groups: readonly string[], approvedBy: readonly string[]): boolean {
  return groups.length > 0 && groups.every((group) => approvedBy.includes(group))
}

/** Whether some route, of whichever bound policy, may ask others, or none may be sure to ask these. */
function findOtherApproval(
  { bound, others }: GuardrailSubject,
  on: Guardrail['on'],
  approvedBy: readonly string[],
): RequestFound | null {
  const isGood = (route: Route): boolean => isApprovedBy(textsOf(route.approvers?.groups), approvedBy)
  // In its own policy a route that is sure to match keeps what stands behind it from being reached.
  const inOrder = ({ spec }: BoundPolicy): readonly Route[] =>
    routesOf(spec).flatMap((route) => (isGood(route) ? routeMustMatch(route) : [route]))
  const asksOthers = ({ route }: Outcome): boolean =>
    route !== null && !isApprovedBy(route.approvers.groups, approvedBy)
  const asking = pessimistic(bound, 'approval_required')
  const foreign = others
    .filter(({ name }) => bound.every((own) => own.name !== name))
    .flatMap(({ spec }) => routesOf(spec).filter((route) => !isGood(route)))
  for (const routes of [foreign, ...bound.map(inOrder)]) {
    const found = findRequest([asOnePolicy(asking, routes)], on, asksOthers)
    if (found !== null) return found
  }
  const denies = asking.map(({ name, spec }) => ({
    name,
    spec: { policies: rulesOf(spec).filter(({ permission }) => permission === 'deny') },
  }))
  for (const policy of bound) {
    const own = pessimistic([policy], 'approval_required')
    const isUnasked = ({ vote, route }: Outcome): boolean => vote === 'approval_required' && route === null
    const found = findRequest([asOnePolicy([...own, ...denies], inOrder(policy))], on, isUnasked)
    if (found !== null) return found
  }
  return null
}
