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
  /** The newest commit of the ledger. */
  readonly revision: string
  /** The commits, the oldest first. */
  readonly verified: readonly VerifiedCommit[]
  readonly trust: Trust
}

/**
 * Reads the ledger's whole history, and verifies each commit; signatures by the keys
 * that the base branch trusts. Works in a git clone; writes nothing.
 *
 * @param command name of the command in messages. @throws PolicyctlError git-required, ledger-missing, trusted-key-invalid, and errors of choosing a target.
 */
export async function readVerifiedChain(
  command: string,
  workbench: Workbench,
  required: readonly Demandable[],
): Promise<VerifiedChain> {
  const { place, revision, commits, unreached, lost } = await readLedgerChain(command, workbench)
  const trust = await baseTrust(place, unreached)
  const { git } = place.repository
  const anchors = [...(await anchorTags(git, place)), ...lost]
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

/** Verifies gpg signatures. Without gpg their validity is unknown, which is printed. */
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
