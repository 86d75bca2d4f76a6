/** Finds the commits of a ledger that changed access, by comparing trees, never by text. */
import type { RequestFocus } from '../access/compare/focus.ts'
import type { Region } from '../access/model/region.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { type PutBackRun, writtenByRun } from '../policy/put-back-run.ts'
import { type RecordOnly, recordOnly, workspaceChange } from './record-only.ts'
import { accessChange } from './recorded-access.ts'

export interface HistoryFilter {
  /** Only changes of access by these policies; []: all. */
  readonly names: readonly string[]
  /** Agents, `namespace/name`; null: all, and policies without an agent. */
  readonly agents: readonly string[] | null
  /** null: every request. */
  readonly request: RequestFocus | null
}

export interface AccessChange {
  readonly commit: ChainCommit
  /** The change of the workspace; [] if only the record changed. */
  readonly access: readonly Region[]
  /** Policies that were live before. Sorted. */
  readonly takenOver: readonly string[]
  /** The policies among them whose earlier spec nobody knows: `access` counts them as new. */
  readonly unknownBefore: readonly string[]
  /** Policies that stay live and that the ledger no longer has. Sorted. */
  readonly givenUp: readonly string[]
}

/** @param commits parents first; all of them readable. @returns oldest first. */
export function historyOf(commits: readonly ChainCommit[], filter: HistoryFilter): readonly AccessChange[] {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  return commits.flatMap((commit) => {
    const parent = byOid.get(commit.parents[0] ?? '')?.contents ?? null
    const { contents } = commit
    if (contents === null) return []
    const recorded = filtered(accessChange(parent, contents, filter.request), filter)
    const access = filtered(workspaceChange(parent, { ...commit, contents }, filter.request), filter)
    if (recorded.length + access.length === 0) return []
    return [{ commit, access, ...toldOf(recordOnly(parent, commit), recorded, filter) }]
  })
}

/**
 * Finds the runs that wrote policies as the ledger had them: live was edited, and the ledger knows nothing of that edit.
 *
 * @param names of the policies to tell of; []: all. @returns oldest first.
 */
export function putBackRuns(
  commits: readonly ChainCommit[],
  names: readonly string[],
): readonly PutBackRun[] {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  return commits.flatMap(({ oid, parents, contents, message }) => {
    const before = byOid.get(parents[0] ?? '')?.contents ?? null
    if (before === null || contents === null) return []
    const policies = writtenByRun(message.split('\n')).filter(
      (name) =>
        (names.length === 0 || names.includes(name)) &&
        isSameSpec(before.policies.get(name) ?? null, contents.policies.get(name) ?? null),
    )
    return policies.length === 0 ? [] : [{ revision: oid, policies }]
  })
}

/** Tells only the policies that matter to the agents and requests that were asked for. */
function toldOf(
  { takenOver, givenUp }: RecordOnly,
  recorded: readonly Region[],
  { names, agents, request }: HistoryFilter,
): Pick<AccessChange, 'takenOver' | 'unknownBefore' | 'givenUp'> {
  const isWhole = names.length === 0 && agents === null && request === null
  const named = new Set(recorded.flatMap(({ policies }) => policies))
  const isTold = (name: string): boolean => isWhole || named.has(name)
  const taken = [...takenOver].filter(([name]) => isTold(name))
  return {
    takenOver: taken.map(([name]) => name),
    unknownBefore: taken.flatMap(([name, spec]) => (spec === null ? [name] : [])),
    givenUp: givenUp.filter(isTold),
  }
}

function filtered(access: readonly Region[], { names, agents }: HistoryFilter): readonly Region[] {
  const named =
    names.length === 0
      ? access
      : access.filter(({ policies }) => policies.some((name) => names.includes(name)))
  if (agents === null) return named
  return named.flatMap((region) => {
    const own = region.agents.filter((agent) => agents.includes(agent))
    return own.length === 0 ? [] : [{ ...region, agents: own }]
  })
}
