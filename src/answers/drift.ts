import type { Region } from '../access/model/region.ts'
import { type GuardrailDocument, guardrailDocument } from '../access/questions/guardrail-document.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { DriftChange, FoundDrift } from '../plan/make-drift.ts'
import type { Answer } from './answer.ts'
import type { Cause } from './cause.ts'
import type { HeldLock } from './plan.ts'

/** What was changed in the workspace outside git. */
export type DriftAnswer = Answer<'drift', DriftDocument, DriftView>

/** What `drift --format json` prints (schema/drift.schema.json). */
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

export interface DriftView
  extends Pick<FoundDrift, 'before' | 'after' | 'interrupted' | 'adopted' | 'strangers' | 'guardrails'> {
  /** Another apply, at work or dead; null: nobody holds it. */
  readonly lock: HeldLock | null
  /** Target that the question named, for the commands that are advised. */
  readonly namedTarget: string | null
  readonly causesOf: (region: Region) => readonly Cause[]
}

export interface SeenDrift extends Pick<DriftView, 'lock' | 'namedTarget' | 'causesOf'> {
  readonly found: FoundDrift
  readonly target: string
  readonly ledger: string
}

/** @param exitCode whether drift is 2. */
export function driftAnswer(
  { found, target, ledger, ...seen }: SeenDrift,
  { exitCode }: { readonly exitCode: boolean },
): DriftAnswer {
  const { changes, access, unmanaged, ...rest } = found
  return {
    kind: 'drift',
    document: {
      formatVersion: 1,
      target,
      ledger,
      changes,
      access,
      unmanaged,
      guardrails: found.guardrails.map(guardrailDocument),
    },
    status: exitCode && changes.length > 0 ? EXIT.pending : EXIT.done,
    view: { ...rest, ...seen },
  }
}
