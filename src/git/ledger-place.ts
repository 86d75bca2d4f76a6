import type { ProjectWorkspace } from '../policy/workspace.ts'
import type { Waiting } from './lock-file.ts'
import type { Repository } from './repository.ts'

/** Which ledger: the target's, as this project sees it. */
export interface LedgerPlace extends ProjectWorkspace {
  readonly repository: Repository
  /** Git remote that holds it (ledgerRemote), null: this repository does (embedded targets). */
  readonly remote: string | null
  /** Name of the target, as this run has it. */
  readonly target: string
  /** Name of the ledger and of its lock: the target that started it (findLedger). */
  readonly ledger: string
  /** The config that is in force, for the record; null where the defaults are. */
  readonly config: { readonly digest: string; readonly text: string } | 'as-recorded' | null
  /** Name and version of this tool. */
  readonly tool: string
  /** For what others hold. */
  readonly waiting: Waiting
}
