import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** Policy files that were laid out, or would be. */
export type FormatAnswer = Answer<'format', null, FormatView>

export interface FormatView {
  readonly files: readonly FormattedFile[]
  /** Nothing was written. */
  readonly isCheck: boolean
}

/** left: it cannot be laid out. */
export interface FormattedFile {
  /** As somebody in the current folder names it. */
  readonly path: string
  readonly kind: 'formatted' | 'same' | 'left'
  /** Why it is left, as a sentence without its end; '' where it is not. */
  readonly reason: string
}

export function formatAnswer(view: FormatView): FormatAnswer {
  const has = (wanted: FormattedFile['kind']): boolean => view.files.some(({ kind }) => kind === wanted)
  const isNo = has('left') || (view.isCheck && has('formatted'))
  return { kind: 'format', document: null, status: isNo ? EXIT.no : EXIT.done, view }
}
