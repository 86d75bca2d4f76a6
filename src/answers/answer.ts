import type { ExitStatus } from '../diagnostic/exit-status.ts'

/**
 * What a run answers: a value, decided once, that media turn into text and
 * programs use as it is. Nothing that reads it decides anything about meaning.
 */
export interface Answer<Kind extends string, Document, View> {
  readonly kind: Kind
  /** What `--format json` prints; its type is held against schema/ by a test. */
  readonly document: Document
  readonly status: ExitStatus
  /** What readers want to know beside the document: facts that are settled, never text. */
  readonly view: View
}
