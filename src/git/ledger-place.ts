import type { Attest } from '../policy/ledger-record.ts'
import type { ProjectWorkspace } from '../policy/workspace.ts'
import type { Waiting } from './lock-file.ts'
import type { Repository } from './repository.ts'

export interface LedgerEvidence {
  readonly attest: Attest
  /** True if the statement itself is signed; else the commit is, if git signs commits. */
  readonly isSigned: boolean
  /** Called if neither is signed. @param reason why git did not sign the commit; null: git is not told to sign. */
  onUnsigned(reason: string | null): void
}

/** The ledger of the target, as this project sees it. */
export interface LedgerPlace extends ProjectWorkspace {
  readonly repository: Repository
  /** Git remote that holds it (ledgerRemote); null: this repository holds it. */
  readonly remote: string | null
  /** Name of the target, as this run has it. */
  readonly target: string
  /** Name of the ledger and of its lock: the target that started it (findLedger). */
  readonly ledger: string
  /** The config that the commit records; null: there is no config file. `as-recorded`: the ledger keeps the config that it has. */
  readonly config: { readonly digest: string; readonly text: string } | 'as-recorded' | null
  /** Writes the statement of each commit. Default: there is none. */
  readonly evidence?: LedgerEvidence
  /** Name and version of this tool. */
  readonly tool: string
  /** Clock and signals, to wait for locks. */
  readonly waiting: Waiting
}
