import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { TargetMap } from '../fleet/target-map.ts'
import type { Rollout } from '../fleet/waves.ts'
import type { AnyAnswer } from './any-answer.ts'
import { type ErrorDocument, errorDocument } from './error.ts'
import type { End } from './outcome-end.ts'
import type { PlanView } from './plan.ts'

/** The JSON document of a command for several targets (schema/several.schema.json). */
export interface SeveralDocument {
  readonly formatVersion: 1
  /** In the order of the config. */
  readonly targets: readonly {
    readonly target: string
    /** The document of the command for this target alone; null: it could not run. */
    readonly document: object | null
    readonly error: ErrorDocument['error'] | null
    readonly exitStatus: ExitStatus
  }[]
  /** Targets of equal outcome; one that is alone is a group of one. */
  readonly groups: readonly { readonly targets: readonly string[] }[]
  /** Layers and maps that adopt inferred (answers/adopt-fleet.ts); absent for other commands. */
  readonly fleet?: object
}

export type SeveralEntry = SeveralDocument['targets'][number]

/** The outcome of a run for one target. */
export interface TargetOutcome<Answered> {
  readonly target: string
  readonly result: Answered | PolicyctlError
  /** The names that the target has otherwise than its files. */
  readonly map: TargetMap
}

/** Targets of equal outcome. */
export interface OutcomeGroup<Held> {
  /** In the order of the config. */
  readonly targets: readonly string[]
  /** In the order of `targets`. */
  readonly maps: readonly TargetMap[]
  /** The outcome of the first, which stands for all, as far as it is held. */
  readonly held: Held
  /** The errors of those that could not run, each in its own words; [] where they could. */
  readonly errors: readonly { readonly target: string; readonly error: PolicyctlError }[]
}

/** The end that one target came to. */
export interface TargetEnd {
  readonly target: string
  readonly kind: AnyAnswer['kind'] | 'error'
  readonly exitStatus: ExitStatus
  readonly end: End | null
}

/** The state of the files that plans were made from; targets of one project differ in the files that they have. */
export interface PlannedFiles extends Pick<PlanView, 'uncommitted' | 'configOf'> {
  readonly plan: Pick<PlanView['plan'], 'git'>
}

/** All that is told of several targets together; the answer of each in full is not held. */
export interface SeveralAnswer<Held> {
  /** One for all, the strongest. */
  readonly status: ExitStatus
  /** In the order of their first targets. */
  readonly groups: readonly OutcomeGroup<Held>[]
  /** In the order of the config. */
  readonly ends: readonly TargetEnd[]
  /** The waves of the config, as globs of targets; []: it has none. */
  readonly waves: Rollout
  /** For each commit that plans were made from, once for all targets; [] where nothing was planned. */
  readonly files: readonly PlannedFiles[]
}

/** The entry of a target in the document. */
export function entryOfTarget<Answered extends AnyAnswer>({
  target,
  result,
}: TargetOutcome<Answered>): SeveralEntry {
  return 'exitStatus' in result
    ? { target, document: null, error: errorDocument(result).error, exitStatus: result.exitStatus }
    : { target, document: result.document, error: null, exitStatus: result.status }
}
