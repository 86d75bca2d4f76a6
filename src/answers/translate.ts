import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { Spec } from '../policy/policy.ts'
import type { Answer } from './answer.ts'
import { findingInDocument } from './finding-in-document.ts'

/** The result of turning words into a policy file. */
export type TranslateAnswer = Answer<'translate', TranslateDocument, TranslateView>

/** The document that `translate --format json` prints (schema/translate.schema.json). */
export interface TranslateDocument {
  readonly formatVersion: 1
  readonly policy: string
  /** Relative to the project's root if it is in the project, else absolute. */
  readonly file: string
  readonly spec: Spec
  /** The points that the words left open. */
  readonly open: readonly OpenPoint[]
  readonly findings: readonly Finding[]
  /** Other targets that get the file too, with what changes for them. */
  readonly shared: readonly TargetEffect[]
}

/** A point where the rules say more or less than the words. */
export interface OpenPoint {
  readonly kind: 'words' | 'permission' | 'resource' | 'methods' | 'other-methods' | 'approvers'
  /** Index of the rule, from 0; null: it is about all rules. */
  readonly rule: number | null
  readonly message: string
}

export interface TranslateView {
  /** The file as it was written. */
  readonly text: string
  /** Number of findings of severity error: with any of them plan and apply refuse to run. */
  readonly errors: number
}

/** The exit status is 1 only if another policy has the name. Other errors ask the author to complete the file. */
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
