import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The JSON document of forget (schema/forget.schema.json). */
export interface ForgetDocument {
  readonly formatVersion: 1
  readonly target: { readonly name: string; readonly endpoint: string; readonly namespace: string | null }
  /** Revision of the ledger that no longer has them. */
  readonly ledger: string
  /** Policies that were removed from the ledger; live keeps them. Sorted. */
  readonly forgotten: readonly string[]
  /** The forgotten policies that have a file: the next apply takes them over again. Sorted. */
  readonly withFile: readonly string[]
}

export type ForgetAnswer = Answer<'forget', ForgetDocument, null>

export function forgetAnswer(document: ForgetDocument): ForgetAnswer {
  return { kind: 'forget', document, status: EXIT.done, view: null }
}
