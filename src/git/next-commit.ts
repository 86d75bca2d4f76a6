/**
 * Computes the commit of the files that the ledger records after a run. Guard `behind` refuses
 * every checkout that does not contain this commit. So it must never move back, and must not stay
 * at a commit that was squashed away.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Branches, branchesOf } from './branches.ts'
import type { LedgerPlace } from './ledger-place.ts'

export interface Standing {
  /** The commit that the ledger records; null outside a commit. */
  readonly applied: string | null
  /** HEAD, null before the first commit. */
  readonly head: string | null
  /**
   * wrote: the run passed guard `behind` and wrote. idle: it wrote nothing.
   * let-through: it wrote without that guard (`--allow-behind`, rollback).
   */
  readonly run: 'wrote' | 'idle' | 'let-through'
}

/**
 * The result is never an ancestor of the recorded commit, so that an old checkout cannot revert
 * later changes. Without a write it is never a commit that no branch has, since that would block
 * everybody else.
 */
export async function nextCommit(
  { applied, head, run }: Standing,
  branches: Branches,
): Promise<string | null> {
  if (head === null || head === applied) return applied
  if (applied === null || (await branches.contains(head, applied)))
    return run === 'idle' && !(await branches.isOnAny(head)) ? applied : head
  const mayHeal = run !== 'wrote' && (await branches.isMerged(head)) && !(await branches.isOnAny(applied))
  return mayHeal && !(await branches.contains(applied, head)) ? head : applied
}

/** As `nextCommit`, with the branches of the ledger's remote. If the remote fails, only a run that wrote moves the commit. */
export async function commitAfter(place: LedgerPlace, standing: Standing): Promise<string | null> {
  try {
    return await nextCommit(standing, branchesOf(place))
  } catch (error) {
    if (!(error instanceof PolicyctlError)) throw error
    // The run's writes have to be recorded even if the remote cannot be asked.
    return standing.run === 'wrote' ? (standing.head ?? standing.applied) : standing.applied
  }
}
