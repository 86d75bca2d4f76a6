import type { FieldChange } from '../change/field-changes.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { PolicyField } from '../plan/plan.ts'
import type { Answer } from './answer.ts'

/** Says which side made file and live differ; `unmanaged`: the policy is live and never was in the repository. */
export type PullOrigin = 'live' | 'both' | 'repository' | 'unknown' | 'unmanaged'

/** A policy whose file now has the live spec. */
export interface Pulled {
  readonly policy: string
  /** The action on the file. */
  readonly action: 'create' | 'update' | 'delete'
  /** Relative to the project's root. */
  readonly file: string
  readonly origin: PullOrigin
  /** The changes from the former file to live. */
  readonly fields: readonly FieldChange[]
  /** True if the whole spec was written anew, without its comments. */
  readonly isRewritten: boolean
  /** True if live has fields that the schema does not know; a new file has none of them. */
  readonly hasLeftOut: boolean
}

export type LeftReason =
  | 'repository'
  | 'both'
  | 'unknown'
  | 'uncommitted'
  | 'never-applied'
  | 'duplicate'
  | 'off-disk'
  | 'unreadable'
  | 'name'
  | 'file-exists'
  | 'not-editable'
  | 'map'
  | 'without'
  | 'earlier-layer'
  | 'shared'
  | 'guardrail'

/** A policy that differs and was skipped. */
export interface Left {
  readonly policy: string
  readonly file: string | null
  readonly reason: LeftReason
  /** The reason, as a sentence without the full stop. */
  readonly message: string
}

/** The result of taking live edits into files. */
export type PullAnswer = Answer<'pull', PullDocument, PullView>

export interface PullView {
  /** null: lint finds no error in the pulled files. */
  readonly errors: PulledErrors | null
  /** Git's copies of texts that no commit had, and that were overwritten or removed. */
  readonly copies: readonly { readonly file: string; readonly oid: string }[]
}

/** Errors that lint finds in the files that were written: plan and apply refuse to run with them. */
export interface PulledErrors {
  readonly count: number
  /** True if adopt can put some of them into the baseline. */
  readonly canAdopt: boolean
}

/** The exit status is 3 if a policy was skipped. Without names, policies with changes that are only not applied yet do not count: they have no live edit. */
export function pullAnswer(
  document: PullDocument,
  { names, errors, copies }: PullView & { readonly names: readonly string[] },
): PullAnswer {
  const { left } = document
  const isRefused = names.length > 0 ? left.length > 0 : left.some(({ reason }) => reason !== 'repository')
  return { kind: 'pull', document, status: isRefused ? EXIT.refused : EXIT.done, view: { errors, copies } }
}

/** The JSON document of pull (schema/pull.schema.json). Lists are sorted by policy. */
export interface PullDocument {
  readonly formatVersion: 1
  readonly target: { readonly name: string; readonly endpoint: string }
  /** Revision of the ledger that live was compared with; null if there is none. */
  readonly ledger: string | null
  readonly summary: { readonly pulled: number; readonly left: number; readonly unmanaged: number }
  readonly pulled: readonly Pulled[]
  readonly left: readonly Left[]
  /** Policies that are live and in no file, and were not asked for. */
  readonly unmanaged: readonly string[]
  /** Live fields that the schema does not know and no file names: none was taken into a file. */
  readonly unknownFields: readonly PolicyField[]
  /** Other targets that get the files too, with what changes for them. For policies that were skipped because --shared was missing: what would change. */
  readonly shared: readonly TargetEffect[]
}
