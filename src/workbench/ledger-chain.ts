/** Reads a ledger with its whole history, for answers about the past. Needs no key and asks no workspace. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FormerName } from '../git/anchors.ts'
import { findLedger } from '../git/find-ledger.ts'
import { LEDGER_FORMAT } from '../git/ledger-file.ts'
import type { LedgerLook } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { LostLedger } from '../git/lost-ledgers.ts'
import { readChain } from '../git/read-chain.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { lookForLedgers, type OpenedLedger } from './ledger-place.ts'
import { missingLedger } from './require-ledger.ts'
import type { TargetIdentity } from './target-identity.ts'
import { tellLostLedger } from './tell-lost-ledger.ts'
import type { Workbench } from './workbench.ts'

export interface LedgerChain {
  readonly place: LedgerPlace
  /** Its newest commit. */
  readonly revision: string
  /** The commits; a parent comes before its child. */
  readonly commits: readonly ChainCommit[]
  /** The remote that could not be reached, so that the clone's copies were read; null: it was reached, or there is none. */
  readonly unreached: string | null
  /** Commits of this clone that the ledger of the remote does not have any more. */
  readonly lost: readonly LostLedger[]
  /** The names that targets had when they wrote to it, without its own. */
  readonly former: readonly FormerName[]
}

/**
 * Reads the ledger of the target that the question names; also of a target that was removed from the config.
 *
 * @param command for messages. @throws PolicyctlError git-required, ledger-missing, ledger-mismatch, remote-unreachable, and those of the target.
 */
export async function readLedgerChain(command: string, workbench: Workbench): Promise<LedgerChain> {
  const identity = identityOf(workbench)
  const { place, look, unreachable } = await openedFor(command, workbench, identity)
  const isKnown = identity.endpoint !== ''
  const ledger = isKnown ? findLedger(look, place) : place.target
  const found = look.ledgers.find(({ name }) => name === ledger)
  const lost = await tellLostLedger({ place: { ...place, ledger }, look }, workbench.context)
  // A clone without a copy of the ledger does not tell whether the remote has one.
  if (found === undefined) throw unreachable ?? missingLedger(place)
  const own = { ...place, ledger: found.name }
  const commits = await readChain(own.repository.git, found.revision)
  refuseNewer(commits.at(-1), own)
  const unreached = place.remote === null ? (identity.remote?.name ?? null) : null
  const former = formerNames(commits, own.ledger, look)
  return { place: own, revision: found.revision, commits, unreached, lost, former }
}

function formerNames(
  commits: readonly ChainCommit[],
  ledger: string,
  { ledgers }: LedgerLook,
): readonly FormerName[] {
  const names = new Set(commits.flatMap(({ said }) => said?.target ?? []))
  names.delete(ledger)
  const newest = new Map(ledgers.map(({ name, revision }) => [name, revision]))
  return [...names].map((name) => ({ name, taken: newest.get(name) ?? null }))
}

/** Refuses a ledger that a later release wrote, since it might be misread. */
function refuseNewer(newest: ChainCommit | undefined, { ledger, tool }: LedgerPlace): void {
  const format = Number(newest?.trailers.get('Policyctl-Format') ?? 1)
  if (newest === undefined || !(format > LEDGER_FORMAT)) return
  throw new PolicyctlError('ledger-format', {
    message: `the ledger of '${ledger}' has format ${format}, and ${tool} reads formats 1 to ${LEDGER_FORMAT}`,
    hint: `install the release that wrote it, or a newer one: ${newest.said?.tool ?? 'its commit does not say which'}`,
  })
}

function identityOf(workbench: Workbench): TargetIdentity {
  const { named, project } = workbench
  const { targets, ledger } = project.config
  if (named === null || named === 'local' || targets.has(named)) return workbench.identity()
  const remote = ledger.remote === null ? null : { name: ledger.remote, isNamed: ledger.isNamed }
  return { name: named, endpoint: '', namespace: null, isEmbedded: false, remote }
}

/** Opens the ledger. If the remote cannot be reached, opens the copies that the clone has, with a warning. */
async function openedFor(
  command: string,
  workbench: Workbench,
  identity: TargetIdentity,
): Promise<OpenedLedger & { readonly unreachable: PolicyctlError | null }> {
  const { context } = workbench
  const recorded = { waiting: context, config: null, tool: `policyctl ${context.version}` }
  const repository = await workbench.repository()
  if (repository.git === null) {
    throw new PolicyctlError('git-required', {
      message: `${command} needs git, which remembers what was applied: ${repository.reason}`,
      hint: 'run it in a clone of the repository that the policies are applied from',
    })
  }
  const opened = async (of: TargetIdentity): Promise<OpenedLedger> => {
    const access = await lookForLedgers(repository, of, recorded)
    if (access.place === null) throw new Error('a repository without a ledger place')
    return access
  }
  try {
    return { ...(await opened(identity)), unreachable: null }
  } catch (error) {
    if (!(error instanceof PolicyctlError) || error.code !== 'remote-unreachable') throw error
    const text = `${error.message}: the copies of its ledgers and tags in this clone are read instead, and may be old`
    context.notify({ kind: 'warning', text })
    return { ...(await opened({ ...identity, remote: null })), unreachable: error }
  }
}
