import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The files that a new repository starts with. */
export type InitAnswer = Answer<'init', null, InitView>

export interface InitView {
  readonly files: readonly FirstFile[]
  /** The branch whose merges are applied, and how it is known; null: there is no repository yet. */
  readonly branch: { readonly name: string; readonly from: 'remote' | 'clone' | 'here' } | null
  /** Lines for the CODEOWNERS that is there; [] where one was written. */
  readonly owners: readonly string[]
  /** Workflows that were here and are not those of this project. */
  readonly otherWorkflows: readonly string[]
  /** The folder of the project in the repository, '' at its root. */
  readonly folder: string
  /** Page that tells the way to a protected repository. */
  readonly guide: string
}

export interface FirstFile {
  /** From the current folder; workflows are at the root of the repository. */
  readonly path: string
  /** false: it was here already, and stays as it is. */
  readonly isNew: boolean
}

export function initAnswer(view: InitView): InitAnswer {
  return { kind: 'init', document: null, status: EXIT.done, view }
}
