import { expect, test } from 'vitest'
import { createAdaptiveConcurrency } from '../../src/apply/adaptive-concurrency.ts'
import { DEFAULT_LIMITS } from '../../src/apply/run.ts'

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
        concurrency.run(async (slowDown) => {
          await new Promise(setImmediate)
          slowDown()
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

test('grows by one after as many successes as there are writers, up to the limit', async () => {
  const concurrency = createAdaptiveConcurrency(limits)
  const seen: number[] = []
  for (let task = 0; task < 30; task += 1) {
    await concurrency.run(async () => {})
    seen.push(concurrency.writers)
  }
  expect([seen[6], seen[7], seen[15], seen[16], seen[29]]).toEqual([8, 9, 9, 10, 10])
})
