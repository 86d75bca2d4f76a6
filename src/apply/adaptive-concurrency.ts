/**
 * How many writes at a time: halved when the server says 429, grown while it
 * does not. Until the first failure each success makes room for one more, so
 * that a server that bears many gets many soon; afterwards growth is slow.
 */
import pLimit from 'p-limit'
import type { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Limits } from './run.ts'

/** Called for each failed request, of whatever kind. */
export type Heed = (failure: Pick<StoreFailure, 'kind'>) => void

export interface AdaptiveConcurrency {
  /** Runs a task when there is room; the task gets what to call for each of its requests that fails. */
  run<Result>(task: (heed: Heed) => Promise<Result>): Promise<Result>
  /** For a request outside a task. */
  readonly heed: Heed
  /** Writes at a time, at the moment. */
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
  /** @param mayHalve false where this burst of 429 has been answered already. */
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
