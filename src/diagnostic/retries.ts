/**
 * When what failed is tried again: one table for all that policyctl talks to, and one way to read it.
 *
 * The waits double from the first to the longest. A server that says how long to wait is waited for
 * besides; callers know that, since each server says it in its own way.
 */
export interface Retries {
  /** The most tries, the first one included. */
  readonly attempts: number
  /** Before the second try; milliseconds. */
  readonly firstWait: number
  /** However many tries have failed; milliseconds. */
  readonly longestWait: number
  /** After so many milliseconds nothing is tried again; each row says from when on. */
  readonly giveUpAfter: number
  /** Waits anything from nothing to all of it, so that runs which one outage has brought into step spread. */
  readonly isSpread: boolean
}

export const RETRIES = {
  /** A read before anything is written: somebody stands and waits. Counted from its first try. */
  read: { attempts: 5, firstWait: 1_000, longestWait: 8_000, giveUpAfter: 30_000, isSpread: true },
  /** A write, and a look between writes: to stop half-way is worse than to wait. Counted from the last answer that helped. */
  write: { attempts: 12, firstWait: 250, longestWait: 15_000, giveUpAfter: 120_000, isSpread: true },
  /** A ledger that another run moved meanwhile: that run is done with it, so nothing is waited for. */
  ledger: atOnce(10),
  /** A ref of a remote that moved between two questions, which took longer than any wait. */
  remoteRef: atOnce(4),
  /** A git that Ctrl-C killed, while policyctl ends what it has begun. The third Ctrl-C is meant for git. */
  killedGit: atOnce(3),
  /** A lock file of git, which holds it for a moment. Counted from the first look. */
  lockFile: {
    attempts: Number.POSITIVE_INFINITY,
    firstWait: 50,
    longestWait: 1_000,
    giveUpAfter: 10_000,
    isSpread: false,
  },
  /** A read of GitHub: a comment is worth no more of a runner's time. Counts the waits of a whole run. */
  github: { attempts: 4, firstWait: 500, longestWait: 2_000, giveUpAfter: 120_000, isSpread: false },
} satisfies Readonly<Record<string, Retries>>

function atOnce(attempts: number): Retries {
  return { attempts, firstWait: 0, longestWait: 0, giveUpAfter: Number.POSITIVE_INFINITY, isSpread: false }
}

/**
 * Milliseconds to wait before the next try.
 *
 * @param failed tries that failed so far, from 1.
 * @param random [0, 1); asked only where the waits are spread.
 */
export function retryWait(
  { firstWait, longestWait, isSpread }: Pick<Retries, 'firstWait' | 'longestWait' | 'isSpread'>,
  failed: number,
  random: () => number,
): number {
  const most = Math.min(longestWait, firstWait * 2 ** (failed - 1))
  return isSpread ? random() * most : most
}
