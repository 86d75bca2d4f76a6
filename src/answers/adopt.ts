import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
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

export interface AcceptedFindings {
  readonly file: string
  readonly added: number
  /** The worst first; by policy within a severity. */
  readonly findings: readonly AcceptedFinding[]
}

export type AcceptedFinding = Pick<Finding, 'check' | 'severity' | 'policy' | 'file' | 'message'>

/** @param known the findings that go to the baseline `file`. @returns null for none. */
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

/** Live policies that became files, or not. */
export type AdoptAnswer = Answer<'adopt', AdoptDocument, AdoptView>

export interface AdoptView {
  /** The remote that has the ledger already; null: it is in this repository only, or there is none. */
  readonly remote: string | null
}

/** @param names policies that were asked for by name: one that is left is a no. */
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
  /** The file with PolicyBinding documents, which say who has what live; null: nobody asked, or nobody has anything. */
  readonly bindingsFile: string | null
  /** True if nothing was written: neither files, nor baseline, nor ledger. */
  readonly dryRun: boolean
  /** Findings that exist already, and where they are written down, so that lint is silent about them; null for none. */
  readonly baseline: AcceptedFindings | null
  /** Other targets that get the files too, with what changes for them; of what was left for want of --shared, would change. */
  readonly shared: readonly TargetEffect[]
}
