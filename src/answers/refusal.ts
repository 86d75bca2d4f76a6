import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Answer } from './answer.ts'
import { type LintDocument, type LintOutcome, lintDocument } from './lint.ts'

/** A command refuses to run because of errors in the files; the document is that of lint. */
export type RefusalAnswer = Answer<'refusal', LintDocument, RefusingAnswer>

export interface RefusingAnswer {
  /** The findings of severity error. */
  readonly errors: readonly Finding[]
  /** The action that was not taken because of them, as a sentence without the full stop. */
  readonly verdict: string
}

export function refusalAnswer(outcome: LintOutcome, verdict: string): RefusalAnswer {
  return {
    kind: 'refusal',
    document: lintDocument(outcome),
    status: EXIT.no,
    view: { errors: outcome.findings.filter(({ severity }) => severity === 'error'), verdict },
  }
}
