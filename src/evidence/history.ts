/** Finds the commits of a ledger that changed access, by comparing trees, never by text. */
import type { RequestFocus } from '../access/compare/focus.ts'
import type { Region } from '../access/model/region.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
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
  readonly access: readonly Region[]
}

/** @param commits parents first; all of them readable. @returns oldest first. */
export function historyOf(commits: readonly ChainCommit[], filter: HistoryFilter): readonly AccessChange[] {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  return commits.flatMap((commit) => {
    const parent = byOid.get(commit.parents[0] ?? '')?.contents ?? null
    if (commit.contents === null) return []
    const access = filtered(accessChange(parent, commit.contents, filter.request), filter)
    return access.length === 0 ? [] : [{ commit, access }]
  })
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
