/**
 * Decides when to try again: backoff with full jitter, a Retry-After that all
 * writers respect, and a limit after which the run gives up.
 */
import { retryWait } from '../diagnostic/retries.ts'
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Limits, RunContext } from './run.ts'

export interface Backoff {
  /** Waits until the time that the server asked for (Retry-After) is over. */
  ready(): Promise<void>
  /** Tells that a request succeeded, which ends a series of failures. */
  succeeded(): void
  /**
   * Waits before the next attempt.
   *
   * @param tries the number of failed attempts.
   * @returns false if there should be no further attempt.
   */
  waitAfter(failure: unknown, tries: number): Promise<boolean>
}

export function createBackoff({ clock, random, stop, onTrouble }: RunContext, limits: Limits): Backoff {
  let lastSuccess = clock.elapsed()
  let notBefore = 0
  const waitFor = async (milliseconds: number): Promise<void> => {
    if (milliseconds > 0) await clock.sleep(milliseconds, stop)
  }
  return {
    ready: async () => {
      let until: number
      do {
        until = notBefore
        await waitFor(until - clock.elapsed())
        // Meanwhile another writer may have been told to wait longer.
      } while (notBefore > until && !stop.aborted)
    },
    succeeded: () => {
      lastSuccess = clock.elapsed()
    },
    waitAfter: async (failure, tries) => {
      if (!isPassing(failure) || tries >= limits.attempts || stop.aborted) return false
      const asked = failure.retryAfter ?? 0
      const left = limits.giveUpAfter - (clock.elapsed() - lastSuccess)
      if (left <= 0 || asked > limits.giveUpAfter) return false
      if (failure.kind === 'throttled') notBefore = Math.max(notBefore, clock.elapsed() + asked)
      onTrouble?.(failure)
      await waitFor(asked + retryWait(limits, tries, random))
      return !stop.aborted
    },
  }
}

/** Tells whether the same call may succeed later. */
function isPassing(failure: unknown): failure is StoreFailure {
  return failure instanceof StoreFailure && failure.kind !== 'refused'
}
