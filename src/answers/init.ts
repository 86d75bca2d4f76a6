import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The files that a new repository starts with. */
export type InitAnswer = Answer<'init', null, InitView>

export interface InitView {
  readonly files: readonly FirstFile[]
  /** The branch whose merges are applied, and how it is known; null: there is no repository yet. */
  readonly branch: { readonly name: string; readonly from: 'remote' | 'clone' | 'here' } | null
  /** Lines to add to the existing CODEOWNERS; [] if a new one was written. */
  readonly owners: readonly string[]
  /** Existing workflows that are for another project. */
  readonly otherWorkflows: readonly string[]
  /** The folder of the project in the repository; '' at its root. */
  readonly folder: string
  /** URL of the page that says how to protect the repository. */
  readonly guide: string
}

export interface FirstFile {
  /** From the current folder; workflows are at the root of the repository. */
  readonly path: string
  /** false: it existed before, and was left alone. */
  readonly isNew: boolean
}

export function initAnswer(view: InitView): InitAnswer {
  return { kind: 'init', document: null, status: EXIT.done, view }
}
