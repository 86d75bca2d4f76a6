/**
 * Says when a failed call is tried again: one table for everything that policyctl talks to.
 *
 * The waits double from the first to the longest. If a server says how long to wait (Retry-After),
 * the caller adds that time, since each server says it in its own way.
 */
export interface Retries {
  /** The most tries, the first one included. */
  readonly attempts: number
  /** The wait before the second try; milliseconds. */
  readonly firstWait: number
  /** The longest wait between two tries; milliseconds. */
  readonly longestWait: number
  /** After this many milliseconds nothing is tried again; each row says from when it counts. */
  readonly giveUpAfter: number
  /** The wait is a random part of the time (full jitter), so that runs which met the same outage do not all retry at once. */
  readonly isSpread: boolean
}

export const RETRIES = {
  /** A read before anything is written: a person waits for it. Counted from its first try. */
  read: { attempts: 5, firstWait: 1_000, longestWait: 8_000, giveUpAfter: 30_000, isSpread: true },
  /** A write, and a read between writes: stopping half-way is worse than waiting. Counted from the last success. */
  write: { attempts: 12, firstWait: 250, longestWait: 15_000, giveUpAfter: 120_000, isSpread: true },
  /** A ledger that another run moved meanwhile: that run is done with it, so there is nothing to wait for. */
  ledger: atOnce(10),
  /** A ref of a remote that moved between two requests: these take longer than any wait would. */
  remoteRef: atOnce(4),
  /** A git process that Ctrl-C killed, while policyctl finishes its work. After three tries the kill is respected. */
  killedGit: atOnce(3),
  /** A lock file of git, which git keeps for a moment only. Counted from the first try. */
  lockFile: {
    attempts: Number.POSITIVE_INFINITY,
    firstWait: 50,
    longestWait: 1_000,
    giveUpAfter: 10_000,
    isSpread: false,
  },
  /** A read of GitHub: a comment is not worth more of a runner's time. Counts the waits of the whole run. */
  github: { attempts: 4, firstWait: 500, longestWait: 2_000, giveUpAfter: 120_000, isSpread: false },
} satisfies Readonly<Record<string, Retries>>

function atOnce(attempts: number): Retries {
  return { attempts, firstWait: 0, longestWait: 0, giveUpAfter: Number.POSITIVE_INFINITY, isSpread: false }
}

/**
 * Milliseconds to wait before the next try.
 *
 * @param failed number of tries that failed so far, from 1.
 * @param random returns a number in [0, 1); called only if isSpread.
 */
export function retryWait(
  { firstWait, longestWait, isSpread }: Pick<Retries, 'firstWait' | 'longestWait' | 'isSpread'>,
  failed: number,
  random: () => number,
): number {
  const most = Math.min(longestWait, firstWait * 2 ** (failed - 1))
  return isSpread ? random() * most : most
}
