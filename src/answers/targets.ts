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
  /** Workspace of the classic API; null if none is named. */
  readonly namespace: string | null
  /** True if it is a workspace on this disk. */
  readonly embedded: boolean
  /** Folders below the policies; later ones replace policies of earlier ones. [] if there are none. */
  readonly layers: readonly string[]
  /** Number of policies that it gets from the files. */
  readonly policies: number
}

export type TargetsAnswer = Answer<'targets', TargetsDocument, null>

export function targetsAnswer(targets: readonly ListedTarget[]): TargetsAnswer {
  return { kind: 'targets', document: { formatVersion: 1, targets }, status: EXIT.done, view: null }
}
