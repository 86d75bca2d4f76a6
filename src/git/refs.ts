/**
 * Refs that change by compare-and-swap only: those of a remote, or (embedded
 * targets, no remote) those of this repository. Ledger and lock are written
 * through this one port, so that they follow one set of rules in both places.
 */
import { localRefs } from './local-refs.ts'
import { remoteRefs } from './remote-refs.ts'
import type { Repository } from './repository.ts'

export interface Refs {
  /** Words for messages: `the remote 'origin'`. */
  readonly place: string
  /** Commit of the ref, its objects brought here; null where there is no such ref. */
  read(ref: string): Promise<string | null>
  /**
   * Moves a ref from one commit to another; null stands for 'absent' on either side.
   *
   * @returns lost: somebody else moved it first; nothing was changed.
   */
  swap(ref: string, move: Move): Promise<'done' | 'lost'>
}

export interface Move {
  readonly from: string | null
  readonly to: string | null
}

/**
 * @param remote name of the git remote whose refs are the truth, null for this repository's own.
 * All calls throw PolicyctlError remote-unreachable or remote-refused where the remote fails.
 */
export function refsOf(repository: Repository, remote: string | null): Refs {
  return remote === null ? localRefs(repository.git) : remoteRefs(repository.git, remote)
}
