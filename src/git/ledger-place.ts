import type { Workspace } from '../policy/workspace.ts'
import type { Waiting } from './lock-file.ts'
import type { Repository } from './repository.ts'

/** Which ledger: the target's, as this project sees it. */
export interface LedgerPlace extends Workspace {
  readonly repository: Repository
  /** Git remote that holds it (ledgerRemote), null: this repository does (embedded targets). */
  readonly remote: string | null
  /** Name of the target, as this run has it. */
  readonly target: string
  /** Name of the ledger and of its lock: the target that started it (findLedger). */
  readonly ledger: string
  /** For what others hold. */
  readonly waiting: Waiting
}
