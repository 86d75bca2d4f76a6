import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The address of the embedded API. */
export type ServeAnswer = Answer<'serve', null, ServeView>

export interface ServeView {
  /** Origin, without a path. */
  readonly url: string
  /** Absolute path of the file with the workspace; null: it is in memory. */
  readonly file: string | null
}

export function serveAnswer(view: ServeView): ServeAnswer {
  return { kind: 'serve', document: null, status: EXIT.done, view }
}
