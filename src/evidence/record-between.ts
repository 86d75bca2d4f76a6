/** Finds the policies that came to a ledger, or left it, between two of its revisions without a change of the workspace. */
import type { ChainCommit } from '../policy/ledger-record.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { recordOnly } from './record-only.ts'

export interface RecordBetween {
  /** Policies that only the newer revision has and that were live before; with the spec that they had then. */
  readonly takenOver: Policies
  /** Policies that only the older revision has and that stay live; with the spec that they had when they were given up. */
  readonly givenUp: Policies
}

export const SAME_RECORD: RecordBetween = { takenOver: new Map(), givenUp: new Map() }

/** @param commits of the ledger. @returns {@link SAME_RECORD} too if the newer revision does not follow the older one. */
export function recordBetween(
  commits: readonly ChainCommit[],
  { older, newer }: { readonly older: string; readonly newer: string },
): RecordBetween {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  const before = byOid.get(older)?.contents?.policies
  const after = byOid.get(newer)?.contents?.policies
  const span = commitsBetween(byOid, older, newer)
  if (before === undefined || after === undefined || span === null) return SAME_RECORD
  const takenOver = new Map<string, Spec>()
  const givenUp = new Map<string, Spec>()
  const seen = new Set(before.keys())
  for (const { commit, parent } of span) {
    const only = recordOnly(parent?.contents ?? null, commit)
    for (const name of commit.contents?.policies.keys() ?? []) {
      const spec = only.takenOver.get(name) ?? null
      if (!seen.has(name) && spec !== null) takenOver.set(name, spec)
      seen.add(name)
      givenUp.delete(name)
    }
    for (const name of only.givenUp) {
      const spec = parent?.contents?.policies.get(name)
      if (spec !== undefined) givenUp.set(name, spec)
    }
  }
  return { takenOver: inOne(takenOver, after), givenUp: inOne(givenUp, before) }
}

interface Step {
  readonly commit: ChainCommit
  readonly parent: ChainCommit | undefined
}

/** The commits after the older one, oldest first; null: the newer one does not follow it. */
function commitsBetween(
  byOid: ReadonlyMap<string, ChainCommit>,
  older: string,
  newer: string,
): readonly Step[] | null {
  const steps: Step[] = []
  let commit = byOid.get(newer)
  while (commit !== undefined && commit.oid !== older) {
    const parent = byOid.get(commit.parents[0] ?? '')
    steps.push({ commit, parent })
    commit = parent
  }
  return commit === undefined ? null : steps.reverse()
}

/** A policy that came and left again in between is in neither revision. Sorted. */
function inOne(found: Policies, revision: Policies): Policies {
  return new Map([...found].filter(([name]) => revision.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)))
}
