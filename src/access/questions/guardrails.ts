/**
 * Proves or refutes guardrails, which are statements about all requests. The pinned
 * reading is tried first: a guardrail that it breaks is violated, with a request that
 * anybody can check. Then the least favourable reading: a guardrail is proven only if it
 * holds there too, and never if a part of it matches nothing.
 */
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, type RuleRef, traceRules } from '../model/decide.ts'
import { rulesOf } from '../model/reading.ts'
import type { Counterexample, Guardrail, GuardrailResult } from './guardrail.ts'
import { assumptionsOf } from './guardrail-assumptions.ts'
import { type Breach, breachAsPinned, breachUnderAnyReading } from './guardrail-breach.ts'
import { type GuardrailSubject, HeldSide } from './held-side.ts'
import { boundToNothing, unmatchedParts } from './unmatched-parts.ts'
import { mayMatch } from './worst-case.ts'

export type {
  Guardrail,
  GuardrailResult,
} from './guardrail.ts'

/** @returns results in the order of the config. @throws PolicyctlError policies-entangled */
export function checkGuardrails(
  guardrails: readonly Guardrail[],
  side: AccessSide,
): readonly GuardrailResult[] {
  const held = new HeldSide(side)
  return guardrails.map((guardrail) => checkGuardrail(guardrail, held))
}

function checkGuardrail(guardrail: Guardrail, side: HeldSide): GuardrailResult {
  const held = { side, subjects: side.subjects(guardrail) }
  const nothing = { assumptions: [], unmatched: [], counterexample: null, because: [] }
  const result = { name: guardrail.name, ...nothing, ...countsOf(held.subjects) }
  const broken = breachAsPinned(guardrail, held)
  if (broken !== null) return { ...result, result: 'violated', ...refutation(broken) }
  const unmatched = unmatchedParts(guardrail, side.side)
  if (unmatched.length > 0) return { ...result, result: 'matches-nothing', unmatched }
  const doubtful = breachUnderAnyReading(guardrail, held)
  if (doubtful !== null) return { ...result, result: 'unproven', ...doubt(doubtful) }
  const adrift = boundToNothing(guardrail, side.side)
  if (adrift.length > 0) return { ...result, result: 'unproven', unmatched: adrift }
  return { ...result, result: 'proven', assumptions: assumptionsOf(guardrail, held) }
}

type Counts = Pick<GuardrailResult, 'agents' | 'policies'>

/** Counts by subjects: most guardrails are checked for the same ones. */
const known = new WeakMap<readonly GuardrailSubject[], Counts>()

function countsOf(subjects: readonly GuardrailSubject[]): Counts {
  const found = known.get(subjects)
  if (found !== undefined) return found
  const policies = new Set(subjects.flatMap(({ bound }) => bound.map(({ name }) => name)))
  const counts = { agents: subjects.filter(({ agent }) => agent !== null).length, policies: policies.size }
  known.set(subjects, counts)
  return counts
}

type Example = Pick<GuardrailResult, 'counterexample' | 'because'>

function refutation({ subject: { agent, bound }, found: { request } }: Breach): Example {
  const { decision, route, because } = decide(request, bound)
  const policies = bound.map(({ name }) => name)
  return { counterexample: { agent, policies, request, decision, route }, because }
}

/** The route is left out, since the readings differ in it. */
function doubt({ subject: { agent, bound }, found: { request, vote } }: Breach): Example {
  const decision = vote === 'none' ? 'deny' : vote
  const policies = bound.map(({ name }) => name)
  const counterexample: Counterexample = { agent, policies, request, decision, route: null }
  return { counterexample, because: possibleCauses(request, bound, decision) }
}

/** Rules with the permission that match by method, and by resource or tags. */
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
      return decide(request, [{ name: policy, spec: { policies: variants } }]).because.length > 0
    })
    .map(({ policy, rule }) => ({ policy, rule }))
}
