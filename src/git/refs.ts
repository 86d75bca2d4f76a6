/**
 * Refs that change by compare-and-swap only: those of a remote, or, without a
 * remote, those of this repository. Ledger and lock are written through this one
 * port, so that the same rules hold in both places.
 */
export interface Refs {
  /** Words for messages: `the remote 'origin'`. */
  readonly place: string
  /** Returns the commit of the ref and fetches its objects; null: there is no such ref. */
  read(ref: string): Promise<string | null>
  /** Returns every ref whose name begins with `prefix`, with its commit. */
  tips(prefix: string): Promise<ReadonlyMap<string, string>>
  /** As `tips`, and fetches the objects. */
  list(prefix: string): Promise<ReadonlyMap<string, string>>
  /**
   * Moves refs from one commit to another, all or none; null stands for 'absent' on either side.
   *
   * @param signal ends the wait for a lock file of git.
   * @returns lost: somebody else moved one first, and no ref was moved.
   * @throws PolicyctlError git-busy (4) if a lock file of git stays in the way.
   */
  swap(moves: readonly Move[], signal: AbortSignal): Promise<'done' | 'lost'>
}

export interface Move {
  readonly ref: string
  readonly from: string | null
  readonly to: string | null
}
