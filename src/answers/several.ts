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
  /** Groups of targets with equal outcomes; a target alone is a group of one. */
  readonly groups: readonly { readonly targets: readonly string[] }[]
  /** Layers and maps that adopt inferred (answers/adopt-fleet.ts); absent for other commands. */
  readonly fleet?: object
}

export type SeveralEntry = SeveralDocument['targets'][number]

/** The outcome of a run for one target. */
export interface TargetOutcome<Answered> {
  readonly target: string
  readonly result: Answered | PolicyctlError
  /** The map of the target, by which its names differ from those in the files. */
  readonly map: TargetMap
}

/** Targets with equal outcomes. */
export interface OutcomeGroup<Held> {
  /** In the order of the config. */
  readonly targets: readonly string[]
  /** In the order of `targets`. */
  readonly maps: readonly TargetMap[]
  /** The part of the first target's outcome that is kept; it stands for all. */
  readonly held: Held
  /** The errors of targets that could not run, each with its own message; [] if they ran. */
  readonly errors: readonly { readonly target: string; readonly error: PolicyctlError }[]
}

/** How the run for one target ended. */
export interface TargetEnd {
  readonly target: string
  readonly kind: AnyAnswer['kind'] | 'error'
  readonly exitStatus: ExitStatus
  readonly end: End | null
}

/** The state of the files that a plan was made from. */
export interface PlannedFiles extends Pick<PlanView, 'uncommitted' | 'configOf'> {
  readonly plan: Pick<PlanView['plan'], 'git'>
}

/** The outcomes of several targets together; the full answer of each target is not kept. */
export interface SeveralAnswer<Held> {
  /** The strongest status of all targets. */
  readonly status: ExitStatus
  /** Groups in the order of their first targets. */
  readonly groups: readonly OutcomeGroup<Held>[]
  /** In the order of the config. */
  readonly ends: readonly TargetEnd[]
  /** The waves of the config, as globs of targets; []: it has none. */
  readonly waves: Rollout
  /** One for each commit that plans were made from; [] if nothing was planned. */
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
