import type { ExitStatus } from '../diagnostic/exit-status.ts'

/**
 * The answer of a run: a value that media turn into text and programs use as it is.
 * Its content is decided once: media add no meaning of their own.
 */
export interface Answer<Kind extends string, Document, View> {
  readonly kind: Kind
  /** The document that `--format json` prints; a test compares its type with schema/. */
  readonly document: Document
  readonly status: ExitStatus
  /** Further facts for the media, already decided. */
  readonly view: View
}
