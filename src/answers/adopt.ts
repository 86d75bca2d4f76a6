import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { PolicyField } from '../plan/plan.ts'
import type { Answer } from './answer.ts'

/** A live policy that now belongs to the repository. */
export interface Adopted {
  readonly policy: string
  /** Relative to the project's root. */
  readonly file: string
  /** false: it had this file already, and the file means the same as live. */
  readonly isNew: boolean
  /** True if live has fields that the schema does not know; the file has none of them. */
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
  /** The reason, as a sentence without the full stop. */
  readonly message: string
}

/** A policy of the files that the workspace does not have: an apply would create it. */
export interface NotLive {
  readonly policy: string
  readonly file: string
}

export interface AcceptedFindings {
  readonly file: string
  readonly added: number
  /** Sorted by severity, errors first, then by policy. */
  readonly findings: readonly AcceptedFinding[]
}

export type AcceptedFinding = Pick<Finding, 'check' | 'severity' | 'policy' | 'file' | 'message'>

/** @param known the findings that are added to the baseline `file`. @returns null if there are none. */
export function acceptedFindings(known: readonly Finding[], file: string): AcceptedFindings | null {
  if (known.length === 0) return null
  const findings = known
    .map(({ check, severity, policy, file: of, message }) => ({ check, severity, policy, file: of, message }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareTexts(a.policy ?? '', b.policy ?? '') ||
        compareTexts(a.check, b.check),
    )
  return { file, added: known.length, findings }
}

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info']

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** The result of turning live policies into files. */
export type AdoptAnswer = Answer<'adopt', AdoptDocument, AdoptView>

export interface AdoptView {
  /** The remote that the ledger was pushed to; null: the ledger is in this repository only, or there is none. */
  readonly remote: string | null
}

/** @param names policies that were named: the exit status is 1 if one of them was skipped. */
export function adoptAnswer(
  document: AdoptDocument,
  { names, remote = null }: { readonly names: readonly string[]; readonly remote?: string | null },
): AdoptAnswer {
  const isLeft = names.length > 0 && document.left.length > 0
  return { kind: 'adopt', document, status: isLeft ? EXIT.no : EXIT.done, view: { remote } }
}

/** The JSON document of adopt (schema/adopt.schema.json). Lists are sorted by policy. */
export interface AdoptDocument {
  readonly formatVersion: 1
  readonly target: { readonly name: string; readonly endpoint: string }
  /** Revision of the ledger that knows them; null outside git, see noLedger. */
  readonly ledger: string | null
  /** The reason why there is no ledger; null if there is one. */
  readonly noLedger: string | null
  readonly summary: { readonly adopted: number; readonly left: number; readonly known: number }
  readonly adopted: readonly Adopted[]
  readonly left: readonly NotAdopted[]
  readonly notLive: readonly NotLive[]
  /** Live fields of adopted policies that the schema does not know: the files have none of them. */
  readonly unknownFields: readonly PolicyField[]
  /** Names of the fields beside `spec` that the server owns. Sorted. */
  readonly serverOwn: readonly string[]
  /** The file with PolicyBinding documents, which say who has what live; null: nobody asked, or nobody has anything. */
  readonly bindingsFile: string | null
  /** True if nothing was written: neither files, nor baseline, nor ledger. */
  readonly dryRun: boolean
  /** Findings that existed before and were added to the baseline, so that lint does not report them; null if there are none. */
  readonly baseline: AcceptedFindings | null
  /** Other targets that get the files too, with what changes for them. For policies that were skipped because --shared was missing: what would change. */
  readonly shared: readonly TargetEffect[]
}
