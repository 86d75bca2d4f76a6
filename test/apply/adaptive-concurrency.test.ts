import { expect, test } from 'vitest'
import { type AdaptiveConcurrency, createAdaptiveConcurrency } from '../../src/apply/adaptive-concurrency.ts'
import { DEFAULT_LIMITS } from '../../src/apply/run.ts'

const THROTTLED = { kind: 'throttled' } as const
const limits = { ...DEFAULT_LIMITS, writers: 8, mostWriters: 10 }

test('no more than so many at a time', async () => {
  const concurrency = createAdaptiveConcurrency(limits)
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 30 }, () =>
      concurrency.run(async () => {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        running -= 1
      }),
    ),
  )
  expect(most).toBeGreaterThanOrEqual(8)
  expect(most).toBeLessThanOrEqual(10)
})

test('a burst of 429 halves once, the next burst again, never below one', async () => {
  const concurrency = createAdaptiveConcurrency(limits)
  const burst = () =>
    Promise.all(
      Array.from({ length: concurrency.writers }, () =>
        concurrency.run(async (heed) => {
          await new Promise(setImmediate)
          heed(THROTTLED)
        }),
      ),
    )
  const seen: number[] = []
  for (let round = 0; round < 5; round += 1) {
    await burst()
    seen.push(concurrency.writers)
  }
  expect(seen).toEqual([4, 2, 1, 1, 1])
})

/** Writers after each of so many successes, one at a time. */
async function growth(concurrency: AdaptiveConcurrency, tasks: number): Promise<readonly number[]> {
  const seen: number[] = []
  for (let task = 0; task < tasks; task += 1) {
    await concurrency.run(async () => {})
    seen.push(concurrency.writers)
  }
  return seen
}

test('grows by one with each success until the first 429, up to the limit', async () => {
  const concurrency = createAdaptiveConcurrency({ ...limits, writers: 2, mostWriters: 5 })
  expect(await growth(concurrency, 5)).toEqual([3, 4, 5, 5, 5])
})

test.each(['unavailable', 'unreachable', 'lost'] as const)(
  'a failure that is %s ends the quick growth, and halves nothing',
  async (kind) => {
    const concurrency = createAdaptiveConcurrency({ ...limits, writers: 2, mostWriters: 5 })
    concurrency.heed({ kind })
    expect(await growth(concurrency, 5)).toEqual([2, 3, 3, 3, 4])
  },
)

test('a write that was tried again is no success', async () => {
  const concurrency = createAdaptiveConcurrency({ ...limits, writers: 1, mostWriters: 5 })
  await concurrency.run(async (heed) => heed({ kind: 'unavailable' }))
  expect(concurrency.writers).toBe(1)
})

test('a refusal says nothing of how much the server bears', async () => {
  const concurrency = createAdaptiveConcurrency({ ...limits, writers: 2, mostWriters: 5 })
  concurrency.heed({ kind: 'refused' })
  expect(await growth(concurrency, 2)).toEqual([3, 4])
})

test('after a 429 it grows by one for as many successes as there are writers, up to the limit', async () => {
  const concurrency = createAdaptiveConcurrency({ ...limits, writers: 4, mostWriters: 4 })
  concurrency.heed(THROTTLED)
  expect(await growth(concurrency, 7)).toEqual([2, 3, 3, 3, 4, 4, 4])
})
