import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { Spec } from '../policy/policy.ts'
import type { Answer } from './answer.ts'
import { findingInDocument } from './finding-in-document.ts'

/** Words that became a policy file. */
export type TranslateAnswer = Answer<'translate', TranslateDocument, TranslateView>

/** The document that `translate --format json` prints (schema/translate.schema.json). */
export interface TranslateDocument {
  readonly formatVersion: 1
  readonly policy: string
  /** Relative to the project's root where it is inside, else absolute. */
  readonly file: string
  readonly spec: Spec
  /** The points that the words left open. */
  readonly open: readonly OpenPoint[]
  readonly findings: readonly Finding[]
  /** Other targets that get the file too, with what changes for them. */
  readonly shared: readonly TargetEffect[]
}

/** A point where the rules say more, or less, than anybody wrote. */
export interface OpenPoint {
  readonly kind: 'words' | 'permission' | 'resource' | 'methods' | 'other-methods' | 'approvers'
  /** Index of the rule, from 0; null where it is about all of them. */
  readonly rule: number | null
  readonly message: string
}

export interface TranslateView {
  /** The file as it was written. */
  readonly text: string
  /** Findings of severity error: plan and apply refuse all files while there are any. */
  readonly errors: number
}

/** Findings that ask for more input are left to the author of the file; the exit status is 1 only for a name that another policy has. */
export function translateAnswer(given: TranslateDocument, text: string): TranslateAnswer {
  const document = { ...given, findings: given.findings.map(findingInDocument) }
  const errors = document.findings.filter(({ severity }) => severity === 'error')
  const isTaken = errors.some(({ check }) => check === 'duplicate-policy')
  return {
    kind: 'translate',
    document,
    status: isTaken ? EXIT.no : EXIT.done,
    view: { text, errors: errors.length },
  }
}
