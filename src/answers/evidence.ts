import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The result of writing a pack for auditors. */
export type EvidenceAnswer = Answer<'evidence', null, EvidenceView>

export interface EvidenceView {
  readonly target: string
  /** The folder, as the user named it. */
  readonly folder: string
  readonly files: number
  /** Number of changes without an HTML page: there are too many for all, or the page of one cannot be made. */
  readonly leftOut: number
  readonly changes: number
  /** Number of changes in which something is broken: the pack says what. */
  readonly broken: number
  readonly isSigned: boolean
}

export function evidenceAnswer(view: EvidenceView): EvidenceAnswer {
  return { kind: 'evidence', document: null, status: view.broken > 0 ? EXIT.no : EXIT.done, view }
}
