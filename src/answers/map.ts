import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Answer } from './answer.ts'
import type { PageDocument } from './page.ts'
import type { ReadSide } from './read-side.ts'

/** Who reaches what on one side, as a page. */
export type MapAnswer = Answer<'map', PageDocument, MapView>

export interface MapView {
  /** Where the page was written to, as it was named. */
  readonly out: string
  /** Of severity error, in the files of the side. */
  readonly errors: readonly Finding[]
}

export function mapAnswer(document: PageDocument, { errors }: ReadSide, out: string): MapAnswer {
  return { kind: 'map', document, status: errors.length > 0 ? EXIT.no : EXIT.done, view: { out, errors } }
}
