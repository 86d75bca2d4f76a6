import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The result of formatting policy files. */
export type FormatAnswer = Answer<'format', null, FormatView>

export interface FormatView {
  readonly files: readonly FormattedFile[]
  /** True with --check: nothing was written. */
  readonly isCheck: boolean
}

/** A policy file; left: it cannot be formatted. */
export interface FormattedFile {
  /** Relative to the current folder. */
  readonly path: string
  readonly kind: 'formatted' | 'same' | 'left'
  /** The reason why it was left alone, as a sentence without the full stop; '' if it was not. */
  readonly reason: string
}

export function formatAnswer(view: FormatView): FormatAnswer {
  const has = (wanted: FormattedFile['kind']): boolean => view.files.some(({ kind }) => kind === wanted)
  const isNo = has('left') || (view.isCheck && has('formatted'))
  return { kind: 'format', document: null, status: isNo ? EXIT.no : EXIT.done, view }
}
