/**
 * Adapts the number of parallel writes: an answer 429 halves it, successes raise
 * it. Until the first failure each success adds one, so that a fast server soon
 * gets many writes; afterwards it grows slowly.
 */
import pLimit from 'p-limit'
import type { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Limits } from './run.ts'

/** Called for each failed request. */
export type Heed = (failure: Pick<StoreFailure, 'kind'>) => void

export interface AdaptiveConcurrency {
  /** Runs a task when there is room; the task calls `heed` for each of its failed requests. */
  run<Result>(task: (heed: Heed) => Promise<Result>): Promise<Result>
  /** Reports a failed request outside a task. */
  readonly heed: Heed
  /** The present number of parallel writes. */
  readonly writers: number
}

export function createAdaptiveConcurrency({ writers, mostWriters }: Limits): AdaptiveConcurrency {
  const limit = pLimit(writers)
  let halvings = 0
  let successes = 0
  let isStrained = false
  const halve = (): void => {
    limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2))
    halvings += 1
    successes = 0
  }
  const grow = (): void => {
    successes += 1
    const enough = isStrained ? limit.concurrency : 1
    if (successes < enough || limit.concurrency >= mostWriters) return
    limit.concurrency += 1
    successes = 0
  }
  /** @param mayHalve false if this burst of 429 has halved the number already. */
  const heed = ({ kind }: Pick<StoreFailure, 'kind'>, mayHalve = true): void => {
    if (kind === 'refused') return
    isStrained = true
    if (kind === 'throttled' && mayHalve) halve()
  }
  return {
    get writers() {
      return limit.concurrency
    },
    heed: (failure) => heed(failure),
    run: (task) =>
      limit(async () => {
        // Requests in flight together may all get 429; only the first of these halves the number.
        let seen = halvings
        let hadTrouble = false
        const result = await task((failure) => {
          heed(failure, seen === halvings)
          if (failure.kind === 'throttled') seen = halvings
          hadTrouble ||= failure.kind !== 'refused'
        })
        if (!hadTrouble) grow()
        return result
      }),
  }
}
