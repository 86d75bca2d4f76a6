import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** A pack for auditors was written. */
export type EvidenceAnswer = Answer<'evidence', null, EvidenceView>

export interface EvidenceView {
  readonly target: string
  /** As it was named. */
  readonly folder: string
  readonly files: number
  /** Changes without an HTML page: all of them would be too much, or one cannot be drawn. */
  readonly leftOut: number
  readonly changes: number
  /** Changes of which something is broken: the pack says what. */
  readonly broken: number
  readonly isSigned: boolean
}

export function evidenceAnswer(view: EvidenceView): EvidenceAnswer {
  return { kind: 'evidence', document: null, status: view.broken > 0 ? EXIT.no : EXIT.done, view }
}
