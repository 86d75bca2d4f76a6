import { findLedger } from '../git/find-ledger.ts'
import { type LedgerLook, lookAtLedgers } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { refName } from '../git/ref-name.ts'
import { ledgerRemote } from '../git/remote.ts'
import { type NoRepository, type Repository, reopened } from '../git/repository.ts'
import type { Context } from './context.ts'
import { openOnce } from './open-once.ts'
import type { Project } from './project.ts'
import type { TargetIdentity } from './target-identity.ts'

export type FoundRepository = Repository | NoRepository

export interface OpenedLedger {
  readonly place: LedgerPlace
  readonly look: LedgerLook
}

/** The ledger of a target, or why there can be none. Without git everything works but deletes, drift and rollback. */
export type LedgerAccess = OpenedLedger | { readonly place: null; readonly reason: string }

/**
 * Finds the ledger of a target's workspace.
 *
 * @returns `look`: what there is now. @throws PolicyctlError git-failed, remote-unknown, and as findLedger.
 */
export async function openLedger(...around: Parameters<typeof lookForLedgers>): Promise<LedgerAccess> {
  const access = await lookForLedgers(...around)
  if (access.place === null) return access
  const { place, look } = access
  return { place: { ...place, ledger: findLedger(look, place) }, look }
}

/**
 * Finds all ledgers, whoever owns them. The place has the target's own name as
 * that of the ledger.
 * @param waiting read only while a run waits: reading `stop` or `kill` installs
 * the signal handlers.
 * @throws PolicyctlError git-failed, remote-unknown, remote-unreachable.
 */
export async function lookForLedgers(
  repository: FoundRepository,
  target: TargetIdentity,
  { waiting, config, tool, evidence }: Pick<LedgerPlace, 'waiting' | 'config' | 'tool' | 'evidence'>,
): Promise<LedgerAccess> {
  if (repository.git === null) return { place: null, reason: repository.reason }
  const { name, endpoint, namespace } = target
  const remote =
    target.remote === null
      ? null
      : await ledgerRemote(repository, { remote: target.remote.name, isNamed: target.remote.isNamed })
  const look = await lookAtLedgers({ repository, remote, waiting })
  const { folder } = repository
  const owner = { target: name, ledger: name, endpoint, namespace, folder }
  const signed = evidence === undefined ? {} : { evidence }
  return { place: { ...owner, repository, remote, config, tool, waiting, ...signed }, look }
}

/** Opens the repository of a project; git never gets the keys that the config names. @param opened the repository if it is open already. */
export async function openProjectRepository(
  context: Context,
  { root, config }: Project,
  opened: Repository | null = null,
): Promise<FoundRepository> {
  const keys = [...config.targets.values()].flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  const hidden = [...keys, ...(config.evidence.key === null ? [] : [config.evidence.key])]
  const options = { root, env: context.env, hidden }
  return opened === null || context.opened !== undefined
    ? openOnce(context, options)
    : reopened(opened, options)
}

/** Tells that the ledger is from before namespaces were recorded; the next apply records the namespace. */
export function tellDefaultNamespace({ place, look }: OpenedLedger, { notify }: Context): void {
  const { namespace, ledger } = place
  const of = look.ledgers.find(({ name }) => name === ledger)?.of ?? null
  if (namespace === null || of === null || of.namespace !== null) return
  const text = `the ledger '${ledger}' records no namespace: policyctl takes it for that of '${namespace}', and the next apply records it`
  notify({ kind: 'note', text })
}

/** Tells once a run that the ledger has another name than the target. */
export function tellOtherName({ target, ledger }: LedgerPlace, { notify }: Context): void {
  if (target === ledger) return
  const text = `the ledger of this workspace is ${refName('ledger', ledger)}: target '${target}' goes on with it`
  notify({ kind: 'note', text })
}
