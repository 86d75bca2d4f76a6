import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The JSON document of move-ledger (schema/move-ledger.schema.json). */
export interface MoveLedgerDocument {
  readonly formatVersion: 1
  /** The former owner of the ledger. */
  readonly from: LedgerOwner
  /** The owner of the ledger now. */
  readonly to: LedgerOwner
  /** Revision of the ledger. */
  readonly ledger: string
  /** Number of policies that the ledger has. */
  readonly policies: number
}

export interface LedgerOwner {
  /** Name of the ledger. */
  readonly name: string
  readonly endpoint: string
  readonly namespace: string | null
  /** Folder of the project in the repository; `.` at its root. */
  readonly folder: string
}

export interface MoveLedgerView {
  /** True if the new name had a ledger already: the two became one. */
  readonly isJoined: boolean
}

export type MoveLedgerAnswer = Answer<'move-ledger', MoveLedgerDocument, MoveLedgerView>

export function moveLedgerAnswer(document: MoveLedgerDocument, view: MoveLedgerView): MoveLedgerAnswer {
  return { kind: 'move-ledger', document, status: EXIT.done, view }
}
