/**
 * Guardrails: statements about all requests, proven or refuted. The pinned
 * reading is tried first, and what it breaks is a violation with a request
 * that anyone can check. Then the least favourable reading: only what holds
 * there too is called proven.
 */
import { matchesAnyGlob } from '../../policy/name-glob.ts'
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import type { Outcome } from '../compare/cell.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, policiesOf, type RuleRef, traceRules } from '../model/decide.ts'
import { routesOf, rulesOf, textsOf } from '../model/reading.ts'
import { findRequest, type RequestFound } from '../questions/find-request.ts'
import type { Counterexample, Guardrail, GuardrailResult } from './guardrail.ts'
import { mayMatch, mustMatch, routeMustMatch } from './pessimistic.ts'

export type { Counterexample, Guardrail, GuardrailResult, GuardrailStatus } from './guardrail.ts'

/** In the order of the config. */
export function checkGuardrails(
  guardrails: readonly Guardrail[],
  side: AccessSide,
): readonly GuardrailResult[] {
  return guardrails.map((guardrail) => checkGuardrail(guardrail, side))
}

/** Somebody it has to hold for: the policies of an agent, or one policy alone. */
interface Subject {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
  /** Policies that may be bound besides, `bound` included; they can only lend their routes. */
  readonly others: readonly BoundPolicy[]
}

function checkGuardrail(guardrail: Guardrail, side: AccessSide): GuardrailResult {
  const subjects = guardrail.bindings === 'any' ? singlePolicies(side) : knownSubjects(guardrail, side)
  const result = { name: guardrail.name, checked: subjects.length }
  const different = distinct(subjects)
  for (const subject of different) {
    const found = findRequest(subject.bound, guardrail.on, (outcome) => breaks(outcome, guardrail))
    if (found !== null) return { ...result, status: 'violated', ...refutation(subject, found) }
  }
  for (const subject of different) {
    const found = findUnderAnyReading(subject, guardrail)
    if (found !== null) return { ...result, status: 'unproven', ...doubt(subject, found) }
  }
  return { ...result, status: 'proven', counterexample: null, causes: [] }
}

function breaks({ vote, route }: Outcome, { never, approvedBy }: Guardrail): boolean {
  if (never !== undefined && vote === never) return true
  if (approvedBy === undefined) return false
  if (vote === 'allow') return true
  return vote === 'approval_required' && !isApprovedBy(route?.approvers.groups ?? [], approvedBy)
}

/** Nobody named is nobody known: that is not an approval by these groups. */
function isApprovedBy(groups: readonly string[], approvedBy: readonly string[]): boolean {
  return groups.length > 0 && groups.every((group) => approvedBy.includes(group))
}

function findUnderAnyReading(subject: Subject, guardrail: Guardrail): RequestFound | null {
  const { on, never, approvedBy } = guardrail
  const isVote = (wanted: string) => (outcome: Outcome) => outcome.vote === wanted
  if (never === 'approval_required')
    return findRequest([asPolicy(pessimistic(subject.bound, 'approval_required'))], on, isVote(never))
  const allowed = findRequest([asPolicy(pessimistic(subject.bound, 'allow'))], on, isVote('allow'))
  if (allowed !== null || approvedBy === undefined) return allowed
  return findOtherApproval(subject, on, approvedBy)
}

/** Whether some route, of whichever bound policy, may ask others, or none may be sure to ask these. */
function findOtherApproval(
  { bound, others }: Subject,
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
    const found = findRequest([asPolicy(asking, routes)], on, asksOthers)
    if (found !== null) return found
  }
  const denies = asking.filter(({ permission }) => permission === 'deny')
  for (const policy of bound) {
    const own = pessimistic([policy], 'approval_required')
    const isUnasked = ({ vote, route }: Outcome): boolean => vote === 'approval_required' && route === null
    const found = findRequest([asPolicy([...own, ...denies], inOrder(policy))], on, isUnasked)
    if (found !== null) return found
  }
  return null
}

/** What grants `wanted` wherever it may match, what is stronger only where it must. */
function pessimistic(bound: readonly BoundPolicy[], wanted: 'allow' | 'approval_required'): readonly Rule[] {
  return bound.flatMap(({ spec }) =>
    rulesOf(spec).flatMap((rule) => {
      if (rule.permission === wanted) return mayMatch(rule)
      const isStronger = rule.permission === 'deny' || rule.permission === 'approval_required'
      return isStronger ? mustMatch(rule) : []
    }),
  )
}

function asPolicy(policies: readonly Rule[], approvals: readonly Route[] = []): BoundPolicy {
  const spec: Spec = { policies, approvals }
  return { name: 'any reading', spec }
}

function refutation(
  { agent, bound }: Subject,
  { request }: RequestFound,
): Pick<GuardrailResult, 'counterexample' | 'causes'> {
  const { decision, route, because } = decide(request, bound)
  const policies = bound.map(({ name }) => name)
  return { counterexample: { agent, policies, request, decision, route }, causes: because }
}

/** The route is left out: which one it is, is just what the readings differ in. */
function doubt(
  { agent, bound }: Subject,
  { request, vote }: RequestFound,
): Pick<GuardrailResult, 'counterexample' | 'causes'> {
  const decision = vote === 'none' ? 'deny' : vote
  const policies = bound.map(({ name }) => name)
  const counterexample: Counterexample = { agent, policies, request, decision, route: null }
  return { counterexample, causes: possibleCauses(request, bound, decision) }
}

/** Rules with that permission whose method and resource, or tags, fit. */
function possibleCauses(
  request: Counterexample['request'],
  bound: readonly BoundPolicy[],
  decision: string,
): readonly RuleRef[] {
  return traceRules(request, bound)
    .filter(({ permission, failed }) => permission === decision && failed !== 'method')
    .filter(({ policy, rule }) => {
      const spec = bound.find(({ name }) => name === policy)?.spec
      const written = spec === undefined ? undefined : rulesOf(spec)[rule]
      const variants = written === undefined ? [] : mayMatch(written)
      return decide(request, [asPolicy(variants)]).because.length > 0
    })
    .map(({ policy, rule }) => ({ policy, rule }))
}

/**
 * Every known agent, and each policy that is bound to none of them as if an
 * agent had it alone: without known bindings (offline, say) a guardrail would
 * otherwise hold for nobody and be called proven.
 */
function knownSubjects(guardrail: Guardrail, side: AccessSide): readonly Subject[] {
  const agents = knownAgents(guardrail, side)
  if (guardrail.agents !== undefined) return agents
  const bound = new Set([...side.bindings.values()].flat())
  const unbound = singlePolicies(side).filter(
    ({ bound: [policy] }) => policy !== undefined && !bound.has(policy.name),
  )
  return [...agents, ...unbound.map((subject) => ({ ...subject, others: [] }))]
}

function knownAgents({ agents }: Guardrail, side: AccessSide): readonly Subject[] {
  const isMeant = (name: string): boolean => agents === undefined || matchesAnyGlob(agents, name)
  return [...side.bindings.keys()]
    .filter((agent) => isMeant(agent) || isMeant(agent.slice(agent.indexOf('/') + 1)))
    .map((agent) => ({ agent, bound: policiesOf(side, agent), others: [] }))
}

/** Whatever a set of policies lets through, one policy of it lets through alone: the others can only withhold. */
function singlePolicies(side: AccessSide): readonly Subject[] {
  const all = [...side.policies].map(([name, spec]) => ({ name, spec }))
  return all.map((policy) => ({ agent: null, bound: [policy], others: all }))
}

/** Agents with the same policies stand or fall together. */
function distinct(subjects: readonly Subject[]): readonly Subject[] {
  const bySet = new Map<string, Subject>()
  for (const subject of subjects) {
    const key = JSON.stringify(subject.bound.map(({ name }) => name))
    if (!bySet.has(key)) bySet.set(key, subject)
  }
  return [...bySet.values()]
}
