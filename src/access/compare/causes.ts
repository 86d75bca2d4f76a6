/**
 * Finds the rules and routes that cause a region: those that the plain evaluator
 * names for the witness; a policy that causes other parts of the region is
 * represented by its new rules.
 */
import { canonicalRule, canonicalText } from '../../policy/canonical.ts'
import type { Spec } from '../../policy/policy.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, type Decided, voteOf } from '../model/decide.ts'
import { rulesOf } from '../model/reading.ts'
import { EVERY_REQUEST, type Region, type RequestExtent, type Vote } from '../model/region.ts'
import { isSameApproval } from '../model/route-taken.ts'
import { mayOverlap } from './may-overlap.ts'

export interface RegionCause {
  readonly policy: string
  /** Index of the rule after the change; null if the cause is a route, or a rule that is gone. */
  readonly rule: number | null
  /** Index of the route after the change; null if the cause is no route. */
  readonly route: number | null
  /** True if the policy does not exist after the change. */
  readonly isGone: boolean
}

/** @returns causes in the order of the region's policies, rules before routes. */
export function causesOf(region: Region, before: AccessSide, after: AccessSide): readonly RegionCause[] {
  return region.policies.flatMap((name) => {
    const specs = { before: before.policies.get(name) ?? null, after: after.policies.get(name) ?? null }
    return causesIn(name, region, specs)
  })
}

interface Specs {
  readonly before: Spec | null
  readonly after: Spec | null
}

function causesIn(name: string, region: Region, specs: Specs): readonly RegionCause[] {
  const { witness } = region
  const nothing = { policy: name, rule: null, route: null, isGone: specs.after === null }
  if (specs.after === null) return [nothing]
  const before = voteOf(witness, bound(name, specs.before))
  const after = voteOf(witness, bound(name, specs.after))
  if (isRerouted(before, after)) return [{ ...nothing, route: after.route?.route ?? null }]
  if (before.vote === after.vote) return rulesOrNothing(newRulesIn(region, specs), nothing)
  const rules = after.because.length > 0 ? after.because.map(({ rule }) => rule) : editedRules(before, specs)
  return rulesOrNothing(rules, nothing)
}

function rulesOrNothing(rules: readonly number[], nothing: RegionCause): readonly RegionCause[] {
  return rules.length === 0 ? [nothing] : rules.map((rule) => ({ ...nothing, rule }))
}

/** Rules that exist only after the change and may match requests of the region. */
function newRulesIn(region: RequestExtent, { before, after }: Specs): readonly number[] {
  const old = new Set(ruleTexts(before))
  const rules = after === null ? [] : rulesOf(after)
  return ruleTexts(after).flatMap((text, rule) => {
    const { operations = [], resource } = rules[rule] ?? {}
    const methods = operations.length === 0 ? ['*'] : operations.map((method) => method.toUpperCase())
    const extent = { ...EVERY_REQUEST, operations: methods, resource: resource || '*' }
    return !old.has(text) && mayOverlap(extent, region) ? [rule] : []
  })
}

function bound(name: string, spec: Spec | null): BoundPolicy | null {
  return spec === null ? null : { name, spec }
}

type Voted = Decided & { readonly vote: Vote }

function isRerouted(before: Voted, after: Voted): boolean {
  return (
    after.vote === 'approval_required' &&
    before.vote === after.vote &&
    !isSameApproval(before.route, after.route)
  )
}

/** Rules that decided before the change, and were edited in place so that they no longer match. */
function editedRules({ because }: Voted, { before, after }: Specs): readonly number[] {
  const old = new Set(ruleTexts(before))
  const now = ruleTexts(after)
  return because.flatMap(({ rule }) => {
    const text = now[rule]
    return text === undefined || old.has(text) ? [] : [rule]
  })
}

function ruleTexts(spec: Spec | null): readonly string[] {
  return spec === null ? [] : rulesOf(spec).map((rule) => canonicalText(canonicalRule(rule)))
}
