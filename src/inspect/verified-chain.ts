import { type Demandable, type VerifiedCommit, verifyChain } from '../evidence/verify-chain.ts'
import { anchorTags } from '../git/anchors.ts'
import { gpgVerdicts } from '../git/gpg-signatures.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { ChainCommit, GpgVerdict } from '../policy/ledger-record.ts'
import { readLedgerChain } from '../workbench/ledger-chain.ts'
import { baseTrust, type Trust } from '../workbench/trusted-keys.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface VerifiedChain {
  readonly place: LedgerPlace
  /** Its newest commit. */
  readonly revision: string
  /** Oldest first: each commit comes after the one that it follows. */
  readonly verified: readonly VerifiedCommit[]
  readonly trust: Trust
}

/**
 * The ledger's whole history with the verdict on each commit, signatures by
 * the keys of the base branch. Needs git and the clone; writes nothing.
 *
 * @param command for messages. @throws PolicyctlError git-required, ledger-missing, trusted-key-invalid, and those of the target.
 */
export async function readVerifiedChain(
  command: string,
  workbench: Workbench,
  required: readonly Demandable[],
): Promise<VerifiedChain> {
  const { place, revision, commits, unreached } = await readLedgerChain(command, workbench)
  const trust = await baseTrust(place, unreached)
  const { git } = place.repository
  const anchors = await anchorTags(git, place)
  const gpg = trust.pgp.length === 0 ? null : await judgedByGpg(workbench, { place, commits, trust })
  return {
    place,
    revision,
    verified: verifyChain({ commits, trusted: trust.keys, gpg, anchors, required }),
    trust,
  }
}

interface Signed {
  readonly place: LedgerPlace
  readonly commits: readonly ChainCommit[]
  readonly trust: Trust
}

/** Without gpg nothing is known of what gpg signed, and that is said. */
async function judgedByGpg(
  { context: { notify } }: Workbench,
  { place, commits, trust }: Signed,
): Promise<ReadonlyMap<string, GpgVerdict>> {
  const signed = commits.filter(({ signature }) => signature?.startsWith('-----BEGIN PGP') === true)
  const keyring = Buffer.concat(trust.pgp.map(({ packets }) => packets))
  const oids = signed.map(({ oid }) => oid)
  const verdicts = await gpgVerdicts(place.repository.git, oids, keyring)
  const unchecked = [...verdicts.values()].filter((verdict) => verdict === 'unchecked').length
  if (unchecked > 0) {
    const text = `gpg signed ${unchecked} of ${commits.length} commits, and it cannot be run here: whether those signatures hold is unknown (install gpg)`
    notify({ kind: 'warning', text })
  }
  return verdicts
}
