/**
 * Refs that change by compare-and-swap only: those of a remote, or (embedded
 * targets, no remote) those of this repository. Ledger and lock are written
 * through this one port, so that they follow one set of rules in both places.
 */
export interface Refs {
  /** Words for messages: `the remote 'origin'`. */
  readonly place: string
  /** Commit of the ref, its objects brought here; null where there is no such ref. */
  read(ref: string): Promise<string | null>
  /** Every ref whose name begins so, with its commit. */
  tips(prefix: string): Promise<ReadonlyMap<string, string>>
  /** The same; the objects are brought here. */
  list(prefix: string): Promise<ReadonlyMap<string, string>>
  /**
   * Moves refs from one commit to another, all or none; null stands for 'absent' on either side.
   *
   * @param signal ends the wait for a lock file of git.
   * @returns lost: somebody else moved one first; nothing was changed.
   * @throws PolicyctlError git-busy (4) where a lock file of git stays in the way.
   */
  swap(moves: readonly Move[], signal: AbortSignal): Promise<'done' | 'lost'>
}

export interface Move {
  readonly ref: string
  readonly from: string | null
  readonly to: string | null
}
