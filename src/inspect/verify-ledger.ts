import { type VerifyAnswer, verifyAnswer } from '../answers/verify.ts'
import { type Demandable, verifyChain } from '../evidence/verify-chain.ts'
import { anchorTags } from '../git/anchors.ts'
import { readLedgerChain } from '../workbench/ledger-chain.ts'
import { baseTrust } from '../workbench/trusted-keys.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface VerifyQuestion {
  /** The facts that must not stay unknown. */
  readonly required: readonly Demandable[]
}

/**
 * Holds the whole ledger against its statements, and each recorded change of
 * access against the trees. Needs git and the clone; writes nothing.
 *
 * @throws PolicyctlError git-required, ledger-missing, trusted-key-invalid, and those of the target.
 */
export async function verifyLedger(
  workbench: Workbench,
  { required }: VerifyQuestion,
): Promise<VerifyAnswer> {
  const { place, commits, unreached } = await readLedgerChain('verify', workbench)
  const { keys: trusted, commit } = await baseTrust(place, unreached)
  const anchors = await anchorTags(place.repository.git, place)
  const verified = verifyChain({ commits, trusted, anchors, required })
  return verifyAnswer(place.target, verified, { keys: trusted.length, commit })
}
