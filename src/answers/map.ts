import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Answer } from './answer.ts'
import type { PageDocument } from './page.ts'
import type { ReadSide } from './read-side.ts'

/** The access of all agents on one side, as a page. */
export type MapAnswer = Answer<'map', PageDocument, MapView>

export interface MapView {
  /** The path of the page, as the user named it. */
  readonly out: string
  /** The findings of severity error in the files of the side. */
  readonly errors: readonly Finding[]
}

export function mapAnswer(document: PageDocument, { errors }: ReadSide, out: string): MapAnswer {
  return { kind: 'map', document, status: errors.length > 0 ? EXIT.no : EXIT.done, view: { out, errors } }
}
