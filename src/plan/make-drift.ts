/** The drift document (PRODUCT.md, Documents; schema/drift.schema.json): what was changed live, and what that does. */

import { compareAccess } from '../access/compare/compare.ts'
import { directionOf } from '../access/compare/direction.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Direction, Region } from '../access/model/region.ts'
import type { Guardrail, GuardrailResult } from '../access/questions/guardrail.ts'
import { type GuardrailDocument, guardrailDocument } from '../access/questions/guardrail-document.ts'
import { checkGuardrails } from '../access/questions/guardrails.ts'
import {
  computeDrift,
  type Drift,
  type Drifted,
  type DriftSides,
  isAdoption,
} from '../change/compute-drift.ts'
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import type { Binding } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { type DriftOutcome, driftOutcome, isAsWanted, type Wanted } from './drift-outcome.ts'
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
  /** Held against live. */
  readonly guardrails: readonly GuardrailDocument[]
}

export interface DriftChange {
  readonly policy: string
  readonly kind: Drifted['kind']
  readonly fields: readonly FieldChange[]
  readonly direction: Direction | 'same'
  /** What the next apply from these files does with it. */
  readonly outcome: DriftOutcome
}

export interface FoundDrift {
  readonly document: DriftDocument
  readonly before: AccessSide
  readonly after: AccessSide
  /** What the next apply does with each change. */
  readonly outcomes: ReadonlyMap<string, DriftOutcome>
  /** Left by an interrupted apply; no drift. */
  readonly interrupted: Interrupted
  /** Taken over by `adopt`, in a file, not applied yet; in the document they are unmanaged. Sorted. */
  readonly adopted: readonly string[]
  /** The other unmanaged ones. */
  readonly unmanaged: readonly LivePolicy[]
  /** Held against live, whoever made what is there. */
  readonly guardrails: readonly GuardrailResult[]
}

/** What an apply that did not come to its end meant to write; sorted. */
export interface Interrupted {
  /** Live is what the files say; only the ledger does not know. */
  readonly written: readonly string[]
  /** Live is not yet what the files say. */
  readonly open: readonly string[]
}

export interface DriftInput extends DriftSides {
  readonly target: string
  /** PolicyBinding documents of the files. */
  readonly bindings: readonly Binding[]
  readonly wanted: Wanted
  readonly guardrails: readonly Guardrail[]
}

/** Unmanaged policies are on both sides of the comparison: they decide too. */
export function makeDrift(input: DriftInput): FoundDrift {
  const drift = computeDrift(input)
  const { changes } = drift
  const adopted = drift.adopted.filter((name) => input.wanted.has(name))
  const unmanaged = [...drift.unmanaged, ...drift.adopted].sort()
  const isAlone = new Set(unmanaged.filter((name) => !adopted.includes(name)))
  const seen = changes.map(({ policy, after }) => ({ policy, spec: after }))
  const after = liveSide(input.live, input.bindings, seen)
  const applied = changes.map(({ policy, before }) => ({ policy, spec: before }))
  const before = sideAfter(after, applied)
  const guardrails = checkGuardrails(input.guardrails, after)
  const document: DriftDocument = {
    formatVersion: 1,
    target: input.target,
    ledger: input.ledger.revision,
    changes: changes.map((change) => changeOf(change, input.wanted)),
    access: compareAccess(before, after),
    unmanaged,
    guardrails: guardrails.map(guardrailDocument),
  }
  return {
    document,
    before,
    after,
    outcomes: new Map(document.changes.map(({ policy, outcome }) => [policy, outcome])),
    interrupted: interruptedOf(input, drift),
    adopted,
    unmanaged: input.live.filter(({ name }) => isAlone.has(name)),
    guardrails,
  }
}

/** A write that had not begun leaves no trace in live: what was meant is known from the ledger's pending specs. */
function interruptedOf({ ledger, live, wanted }: DriftInput, drift: Drift): Interrupted {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  const isOther = new Set([
    ...drift.changes.map(({ policy }) => policy),
    ...drift.adopted,
    ...drift.unmanaged,
    ...[...ledger.pending.keys()].filter((name) => isAdoption(ledger, name)),
  ])
  const isDone = (name: string): boolean => isAsWanted(specs.get(name) ?? null, wanted.get(name))
  const meant = new Set([...drift.interrupted, ...ledger.pending.keys()])
  return {
    written: drift.interrupted.filter(isDone),
    open: [...meant].filter((name) => !isOther.has(name) && !isDone(name)).sort(),
  }
}

function changeOf(change: Drifted, wanted: Wanted): DriftChange {
  const { policy, kind, before, after } = change
  return {
    policy,
    kind,
    fields: fieldChanges(before, after),
    direction: directionOf(before, after),
    outcome: driftOutcome(change, wanted),
  }
}
