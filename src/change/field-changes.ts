/**
 * Finds the differences of two specs, field by field, as `diff`, `drift` and the
 * texts of a plan show them. Specs are compared in canonical form, so that two
 * spellings of one meaning are no difference. Rules have no order, so they are
 * paired for the fewest differences and not by position.
 */
import { canonicalSpec } from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'
import { routeLabel } from '../policy/route-label.ts'
import { differingKeys, fieldTextsOf, type Pair, pairRoutes, pairRules } from './pair-entries.ts'

/**
 * - path: `rule 2` (added or removed), `rule 2 permission`, `route NAME`, `route NAME approvers`,
 *   `routes` (their order), or another field of the spec. Rules count from 0: in the new spec,
 *   or in the old one if the rule is gone.
 * - before, after: the canonical value; null if absent.
 */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** @param before, after null: the policy is absent. */
export function fieldChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  return [...ruleChanges(before, after), ...routeChanges(before, after), ...otherChanges(before, after)]
}

type Fields = { readonly [key: string]: unknown }

function ruleChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  return pairRules(before, after).flatMap(changesOfPair)
}

function routeChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  const pairs = pairRoutes(before, after)
  const kept = pairs.flatMap((pair) =>
    pair.before && pair.after ? [{ from: pair.before, to: pair.after }] : [],
  )
  const isMoved = kept.some(({ from }, position) => from.index < (kept[position - 1]?.from.index ?? -1))
  const order = isMoved
    ? [{ path: 'routes', before: namesOf(pairs, 'before'), after: namesOf(pairs, 'after') }]
    : []
  return [...pairs.flatMap(changesOfPair), ...order]
}

/** The names of the routes of one side, in order. A route without a name gets its old position as name on both sides, so that a move can be seen. */
function namesOf(pairs: readonly Pair[], side: 'before' | 'after'): readonly string[] {
  const entries = pairs.flatMap((pair) => {
    const entry = pair[side]
    if (entry === null) return []
    const { fields } = entry
    const { index } = pair.before ?? entry
    return [{ at: entry.index, name: routeLabel(fields, index) }]
  })
  return entries.sort((a, b) => a.at - b.at).map(({ name }) => name)
}

/** Compares the other fields of the spec: the schema does not know them, but a file or the ledger names them. */
function otherChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  const [a, b] = [before, after].map((spec) => {
    const { policies: _rules, approvals: _routes, ...rest } = spec === null ? emptySpec : canonicalSpec(spec)
    return rest as Fields
  })
  return changesOfFields('', a ?? {}, b ?? {})
}

const emptySpec = { policies: [], approvals: [] }

function changesOfPair({ before, after }: Pair): readonly FieldChange[] {
  if (before !== null && after !== null)
    return changesOfFields(`${after.label} `, before.fields, after.fields)
  const path = after?.label ?? before?.label ?? ''
  return [{ path, before: before?.fields ?? null, after: after?.fields ?? null }]
}

function changesOfFields(prefix: string, before: Fields, after: Fields): readonly FieldChange[] {
  return differingKeys(fieldTextsOf(before), fieldTextsOf(after)).map((key) => ({
    path: `${prefix}${key}`,
    before: before[key] ?? null,
    after: after[key] ?? null,
  }))
}
