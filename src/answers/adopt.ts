import { EXIT } from '../diagnostic/exit-status.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { PolicyField } from '../plan/plan.ts'
import type { Answer } from './answer.ts'

/** A live policy that the repository has now. */
export interface Adopted {
  readonly policy: string
  /** Relative to the project's root. */
  readonly file: string
  /** false: it had this file already, and the file means what is live. */
  readonly isNew: boolean
  /** Live has fields that no schema knows; the file has none of them. */
  readonly hasLeftOut: boolean
}

export type NotAdoptedReason =
  | 'name'
  | 'file-exists'
  | 'differs'
  | 'managed'
  | 'refused'
  | 'unreadable'
  | 'map'
  | 'without'
  | 'shared'
  | 'guardrail'
  | 'no-layer'
  | 'not-a-policy'

export interface NotAdopted {
  readonly policy: string
  readonly file: string | null
  readonly reason: NotAdoptedReason
  /** Why, as a sentence without its end. */
  readonly message: string
}

/** A policy of the files that the workspace does not have: plan would create it. */
export interface NotLive {
  readonly policy: string
  readonly file: string
}

/** Live policies that became files, or not. */
export type AdoptAnswer = Answer<'adopt', AdoptDocument, null>

/** @param names policies that were asked for by name: one that is left is a no. */
export function adoptAnswer(
  document: AdoptDocument,
  { names }: { readonly names: readonly string[] },
): AdoptAnswer {
  const isLeft = names.length > 0 && document.left.length > 0
  return { kind: 'adopt', document, status: isLeft ? EXIT.no : EXIT.done, view: null }
}

/** The JSON document of adopt (schema/adopt.schema.json). Lists are sorted by policy. */
export interface AdoptDocument {
  readonly formatVersion: 1
  readonly target: { readonly name: string; readonly endpoint: string }
  /** Revision of the ledger that knows them; null outside git, see noLedger. */
  readonly ledger: string | null
  /** Why there is no ledger; null where there is one. */
  readonly noLedger: string | null
  readonly summary: { readonly adopted: number; readonly left: number; readonly known: number }
  readonly adopted: readonly Adopted[]
  readonly left: readonly NotAdopted[]
  readonly notLive: readonly NotLive[]
  /** Live fields of what was adopted that the schema does not know: its file has none of them. */
  readonly unknownFields: readonly PolicyField[]
  /** Names of what stands beside `spec` live, which is the server's. Sorted. */
  readonly serverOwn: readonly string[]
  /** Findings that exist already, and where they are written down; null for none. */
  readonly baseline: { readonly file: string; readonly added: number } | null
  /** Other targets that get the files too, with what changes for them; of what was left for want of --shared, would change. */
  readonly shared: readonly TargetEffect[]
}
