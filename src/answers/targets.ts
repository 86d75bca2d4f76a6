import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The document that `targets --format json` prints (schema/targets.schema.json). */
export interface TargetsDocument {
  readonly formatVersion: 1
  /** In the order of the config. */
  readonly targets: readonly ListedTarget[]
}

export interface ListedTarget {
  readonly name: string
  /** Base URL, or `embedded:` and the file. */
  readonly endpoint: string
  /** Workspace of the classic API; null where nothing names one. */
  readonly namespace: string | null
  /** True if it is a workspace on this disk. */
  readonly embedded: boolean
  /** Folders below the policies, the later ones replace policies of the earlier; [] where there are none. */
  readonly layers: readonly string[]
  /** Policies of the files that it gets. */
  readonly policies: number
}

export type TargetsAnswer = Answer<'targets', TargetsDocument, null>

export function targetsAnswer(targets: readonly ListedTarget[]): TargetsAnswer {
  return { kind: 'targets', document: { formatVersion: 1, targets }, status: EXIT.done, view: null }
}
