import { compareAccess } from '../access/compare/compare.ts'
import type { Region } from '../access/model/region.ts'
import type { GuardrailResult } from '../access/questions/guardrail.ts'
import { type GuardrailDocument, guardrailDocument } from '../access/questions/guardrail-document.ts'
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { Spec } from '../policy/policy.ts'
import type { Side } from '../workbench/side.ts'

/** What `diff --format json` prints (schema/diff.schema.json). */
export interface DiffDocument {
  readonly formatVersion: 1
  readonly from: string
  readonly to: string
  readonly changes: readonly PolicyChange[]
  readonly access: readonly Region[]
  /** Held against the second side. */
  readonly guardrails: readonly GuardrailDocument[]
}

export interface PolicyChange {
  readonly policy: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

/** @param guardrails as they were held against the second side. */
export function diffDocument(from: Side, to: Side, guardrails: readonly GuardrailResult[]): DiffDocument {
  return {
    formatVersion: 1,
    from: from.name,
    to: to.name,
    changes: changesBetween(from, to),
    access: compareAccess(from.access, to.access),
    guardrails: guardrails.map(guardrailDocument),
  }
}

function changesBetween(from: Side, to: Side): readonly PolicyChange[] {
  const names = new Set([...from.access.policies.keys(), ...to.access.policies.keys()])
  return [...names].sort().flatMap((policy): readonly PolicyChange[] => {
    const [before, after] = comparable(
      { side: from, spec: from.access.policies.get(policy) ?? null },
      { side: to, spec: to.access.policies.get(policy) ?? null },
    )
    if (before === null) return [{ policy, kind: 'added', fields: fieldChanges(null, after) }]
    if (after === null) return [{ policy, kind: 'removed', fields: fieldChanges(before, null) }]
    return isSameSpec(before, after) ? [] : [{ policy, kind: 'changed', fields: fieldChanges(before, after) }]
  })
}

interface SpecOfSide {
  readonly side: Side
  readonly spec: Spec | null
}

/** Fields that a server adds of its own are no change. */
function comparable(from: SpecOfSide, to: SpecOfSide): readonly [Spec | null, Spec | null] {
  const shown = (one: SpecOfSide, other: SpecOfSide): Spec | null =>
    one.spec === null || one.side.kind !== 'live' ? one.spec : withoutForeignFields(one.spec, other.spec)
  return [shown(from, to), shown(to, from)]
}
