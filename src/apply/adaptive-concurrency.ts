/** How many writes at a time: halved when the server says 429, grown slowly while it does not. */
import pLimit from 'p-limit'
import type { Limits } from './run.ts'

export interface AdaptiveConcurrency {
  /** Runs a task when there is room; the task gets what to call when it is told to slow down. */
  run<Result>(task: (slowDown: () => void) => Promise<Result>): Promise<Result>
  /** For a 429 outside a task. */
  slowDown(): void
  /** Writes at a time, at the moment. */
  readonly writers: number
}

export function createAdaptiveConcurrency({ writers, mostWriters }: Limits): AdaptiveConcurrency {
  const limit = pLimit(writers)
  let halvings = 0
  let successes = 0
  const halve = (): void => {
    limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2))
    halvings += 1
    successes = 0
  }
  const grow = (): void => {
    successes += 1
    if (successes < limit.concurrency || limit.concurrency >= mostWriters) return
    limit.concurrency += 1
    successes = 0
  }
  return {
    get writers() {
      return limit.concurrency
    },
    slowDown: halve,
    run: (task) =>
      limit(async () => {
        // All that were in flight together are told at once; only the first of them counts.
        let seen = halvings
        let wasTold = false
        const result = await task(() => {
          if (seen === halvings) halve()
          seen = halvings
          wasTold = true
        })
        if (!wasTold) grow()
        return result
      }),
  }
}
