import type { FieldChange } from '../change/field-changes.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { PolicyField } from '../plan/plan.ts'
import type { Answer } from './answer.ts'

/** The side that made file and live differ; `unmanaged`: live, and never in the repository. */
export type PullOrigin = 'live' | 'both' | 'repository' | 'unknown' | 'unmanaged'

/** A policy whose file is now what is live. */
export interface Pulled {
  readonly policy: string
  /** The action on the file. */
  readonly action: 'create' | 'update' | 'delete'
  /** Relative to the project's root. */
  readonly file: string
  readonly origin: PullOrigin
  /** From the file as it was to live. */
  readonly fields: readonly FieldChange[]
  /** The spec had to be written anew, without its comments. */
  readonly isRewritten: boolean
  /** Live has fields that no schema knows; a new file has none of them. */
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

/** A policy that differs and was left as it is. */
export interface Left {
  readonly policy: string
  readonly file: string | null
  readonly reason: LeftReason
  /** Why, as a sentence without its end. */
  readonly message: string
}

/** Live edits that became files, or not. */
export type PullAnswer = Answer<'pull', PullDocument, PullView>

export interface PullView {
  /** null: lint finds no error in what was pulled. */
  readonly errors: PulledErrors | null
  /** Texts that no commit had, and that were written over or removed. */
  readonly copies: readonly { readonly file: string; readonly oid: string }[]
}

/** Errors that lint finds in the files that were written: plan and apply refuse them all. */
export interface PulledErrors {
  readonly count: number
  /** True if adopt can put some of them into the baseline. */
  readonly canAdopt: boolean
}

/** Without names, work that is merely not applied yet is no live edit: leaving it is what was asked for. */
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
  /** Revision that told who changed what; null for none. */
  readonly ledger: string | null
  readonly summary: { readonly pulled: number; readonly left: number; readonly unmanaged: number }
  readonly pulled: readonly Pulled[]
  readonly left: readonly Left[]
  /** Live and in no file, not asked for. */
  readonly unmanaged: readonly string[]
  /** Live fields that the schema does not know, and no file names: none was taken. */
  readonly unknownFields: readonly PolicyField[]
  /** Other targets that get the files too, with what changes for them; of what was left for want of --shared, would change. */
  readonly shared: readonly TargetEffect[]
}
