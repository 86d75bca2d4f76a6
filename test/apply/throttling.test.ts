/** What a server that wants to be left alone gets: fewer writers, and time. */
import { describe, expect, test } from 'vitest'
import { type Call, type FakeStoreOptions, failure } from '../support/servers/fake-store.ts'
import { A, ASK, at, type FakeRun, runOnFakeStore, update } from './run-on-fake-store.ts'
import { virtualClock } from './virtual-clock.ts'

const THROTTLED = failure('throttled', 429)
const SERVER = failure('unavailable', 503)

// One more with each write that was answered well, until the first failure.
describe('writers at a time, as progress shows them', () => {
  test.each<[string, FakeStoreOptions, readonly number[]]>([
    ['no 429', {}, [8, 9, 10]],
    ['a write', { before: at('replace', THROTTLED) }, [8, 9, 5]],
    [
      'the look before a write',
      {
        before: ({ operation, name, count }) =>
          operation === 'get' && name === 'q' && count === 1 ? THROTTLED : null,
      },
      [4, 4, 4],
    ],
    ['the list of a barrier', { before: at('list', THROTTLED) }, [8, 4, 4]],
    ['the same list, twice', { before: at('list', THROTTLED, THROTTLED) }, [8, 2, 2]],
    ['an outage at a write is no 429', { before: at('replace', SERVER) }, [8, 9, 10]],
    ['an outage at a list is no 429, and ends the quick growth', { before: at('list', SERVER) }, [8, 9, 9]],
  ])('%s', async (_what, store, writers) => {
    const seen: number[] = []
    const { result } = await runOnFakeStore({
      files: { p: ASK, q: ASK },
      store,
      run: { onProgress: (progress) => seen.push(progress.writers) },
    })
    expect(result.converged).toBe(true)
    expect(seen).toEqual(writers)
  })
})

describe('waits', () => {
  test.each<[string, FakeRun['store'], readonly string[], readonly number[]]>([
    [
      'Retry-After of a 503 is honoured too',
      { before: at('replace', failure('unavailable', 503, 7000)) },
      ['p applied 2'],
      [7125],
    ],
    [
      'are capped, and end after twelve attempts; then half a minute for what may arrive late',
      { before: ({ operation }) => (operation === 'replace' ? SERVER : null) },
      ['p failed 12 answered 503; it was not written when last looked at, and may still arrive'],
      [125, 250, 500, 1000, 2000, 4000, 7500, 7500, 7500, 7500, 7500, 30_000],
    ],
    [
      'add up to more than two minutes where the server answers meanwhile',
      { before: at('replace', ...Array.from({ length: 8 }, () => failure('throttled', 429, 30_000))) },
      ['p applied 9'],
      [30_125, 30_250, 30_500, 31_000, 32_000, 34_000, 37_500, 37_500],
    ],
  ])('%s', async (_what, store, told, waits) => {
    const outcome = await runOnFakeStore({ ...update, store: store ?? {} })
    expect(outcome.told).toEqual(told)
    expect(outcome.waits).toEqual(waits)
  })
})

describe('Retry-After holds for all writers', () => {
  /** When each request was made. @param slow calls that take so long. */
  async function timesOf(
    before: (call: Call) => unknown,
    { writers, slow }: { writers: number; slow: Readonly<Record<string, number>> },
  ) {
    const clock = virtualClock()
    const times: string[] = []
    const outcome = await runOnFakeStore({
      files: { p: A, q: A, r: A },
      store: {
        before: async (call) => {
          const { operation, name } = call
          times.push(`${clock.elapsed()} ${operation} ${name}`.trim())
          await clock.sleep(slow[`${operation} ${name}`] ?? 0)
          return before(call)
        },
      },
      run: { clock, limits: { writers } },
    })
    expect(outcome.result.converged).toBe(true)
    return times
  }
  const throttles = (name: string, retryAfter: number) => (call: Call) =>
    call.operation === 'create' && call.name === name && call.count === 1
      ? failure('throttled', 429, retryAfter)
      : null

  test('what another was told', async () => {
    const times = await timesOf(throttles('p', 5000), { writers: 2, slow: { 'get q': 1000 } })
    // What is under way is finished: q had looked already.
    expect(times.slice(0, 5)).toEqual(['0 get p', '0 get q', '0 create p', '1000 create q', '5000 get r'])
  })

  test('and what another was told while it waited', async () => {
    const isServer = ({ operation, name, count }: Call) =>
      operation === 'create' && name === 'r' && count === 1 ? SERVER : null
    const times = await timesOf(
      (call) => throttles('p', 5000)(call) ?? throttles('q', 9000)(call) ?? isServer(call),
      { writers: 3, slow: { 'create q': 1000 } },
    )
    expect(times.filter((time) => Number.parseInt(time, 10) > 0)[0]).toBe('10000 get r')
  })
})
