/**
 * The differences of two specs, field by field, as `diff`, `drift` and the
 * texts of a plan show them. Compared in canonical form, so that what means
 * the same never shows; rules are a multiset, so they are paired for the
 * fewest differences and not by position.
 */
import { canonicalSpec } from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'
import { routeLabel } from '../policy/route-label.ts'
import { differingKeys, fieldTextsOf, type Pair, pairRoutes, pairRules } from './pair-entries.ts'

/**
 * - path: `rule 2` (added or removed), `rule 2 permission`, `route NAME`, `route NAME approvers`,
 *   `routes` (their order), or a field of the spec that is neither. Rules count from 0: in the
 *   new spec, and in the old one where the rule is gone.
 * - before, after: the canonical value, null where absent.
 */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** null stands for an absent policy. */
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

/** A route without a name is called by its old place on both sides, so that one sees where it goes. */
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

/** Compares fields that neither the schema nor this tool knows, but a file or the ledger names. */
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
