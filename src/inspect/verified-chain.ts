import { count } from '../diagnostic/count.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { backdatedIn } from '../evidence/pack.ts'
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
  const { place, revision, commits, unreached, lost, former } = await readLedgerChain(command, workbench)
  const trust = await baseTrust(place, { configFile: workbench.project.configFile, unreached })
  const anchors = [...(await anchorTags(place, former)), ...lost]
  const gpg = trust.pgp.length === 0 ? null : await judgedByGpg(workbench, { place, commits, trust })
  const verified = verifyChain({ commits, trusted: trust.keys, gpg, anchors, required })
  tellBackdated(verified, workbench)
  return { place, revision, verified, trust }
}

function tellBackdated(verified: readonly VerifiedCommit[], { context: { notify } }: Workbench): void {
  const found = backdatedIn(verified).map(({ oid, at }) => `${oid.slice(0, 12)} (${dayOf(at)})`)
  if (found.length === 0) return
  const text = `${count(found.length, 'commit')} of the ledger ${found.length === 1 ? 'is' : 'are'} dated before a commit that came first, so a clock was wrong: ${firstNames(found, MOST_NAMES)}. Packs of evidence hold them wherever they may belong`
  notify({ kind: 'warning', text })
}

const MOST_NAMES = 5

function dayOf(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().slice(0, 10) : 'no date'
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
