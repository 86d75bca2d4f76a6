import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** What a new repository starts with. */
export type InitAnswer = Answer<'init', null, InitView>

export interface InitView {
  readonly files: readonly FirstFile[]
  /** Page that tells the way to a protected repository. */
  readonly guide: string
}

export interface FirstFile {
  /** From the folder that the repository starts in. */
  readonly path: string
  /** false: it was here already, and stays as it is. */
  readonly isNew: boolean
}

export function initAnswer(view: InitView): InitAnswer {
  return { kind: 'init', document: null, status: EXIT.done, view }
}
