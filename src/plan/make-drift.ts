/** The drift document (PRODUCT.md, Documents; schema/drift.schema.json): what was changed live, and what that does. */
import type { AccessSide } from '../access/access-side.ts'
import { compareAccess } from '../access/compare.ts'
import { directionOf } from '../access/direction.ts'
import type { Direction, Region } from '../access/region.ts'
import { computeDrift, type Drifted, type DriftSides } from '../change/compute-drift.ts'
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import type { Binding } from '../policy/binding.ts'
import { liveSide, sideAfter } from './sides.ts'

export interface DriftDocument {
  readonly formatVersion: 1
  /** Name of the target. */
  readonly target: string
  /** Revision of the ledger that live was compared with. */
  readonly ledger: string
  readonly changes: readonly DriftChange[]
  /** Ledger → live, riskiest first. */
  readonly access: readonly Region[]
  readonly unmanaged: readonly string[]
}

export interface DriftChange {
  readonly policy: string
  readonly kind: Drifted['kind']
  readonly fields: readonly FieldChange[]
  readonly direction: Direction | 'same'
}

export interface FoundDrift {
  readonly document: DriftDocument
  readonly before: AccessSide
  readonly after: AccessSide
  /** Half done by an interrupted apply; no drift. */
  readonly interrupted: readonly string[]
}

export interface DriftInput extends DriftSides {
  readonly target: string
  /** PolicyBinding documents of the files. */
  readonly bindings: readonly Binding[]
}

/** Unmanaged policies are on both sides of the comparison: they decide too. */
export function makeDrift(input: DriftInput): FoundDrift {
  const { changes, interrupted, unmanaged } = computeDrift(input)
  const seen = changes.map(({ policy, after }) => ({ policy, spec: after }))
  const after = liveSide(input.live, input.bindings, seen)
  const applied = changes.map(({ policy, before }) => ({ policy, spec: before }))
  const before = sideAfter(after, applied)
  const document: DriftDocument = {
    formatVersion: 1,
    target: input.target,
    ledger: input.ledger.revision,
    changes: changes.map(changeOf),
    access: compareAccess(before, after),
    unmanaged,
  }
  return { document, before, after, interrupted }
}

function changeOf({ policy, kind, before, after }: Drifted): DriftChange {
  return { policy, kind, fields: fieldChanges(before, after), direction: directionOf(before, after) }
}
