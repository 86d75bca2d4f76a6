import { describe, expect, test } from 'vitest'
import type { FakeStoreOptions } from '../support/servers/fake-store.ts'
import { failure } from '../support/servers/fake-store.ts'
import { A, DENY, runOnFakeStore, update } from './run-on-fake-store.ts'

describe('stopping', () => {
  const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`p${index}`, A]))

  test('finishes what is in flight, reports the rest, and running again finishes the job', async () => {
    const stop = new AbortController()
    const store: FakeStoreOptions = {
      before: ({ operation, name }) => {
        if (operation === 'create' && name === 'p1') stop.abort()
      },
    }
    const outcome = await runOnFakeStore({
      files: many,
      store,
      run: { stop: stop.signal, limits: { writers: 2 } },
    })
    expect(outcome.result.summary).toEqual({ applied: 2, skipped: 0, failed: 0, notRun: 4 })
    expect(outcome.store.calls.at(-1)).toBe('list')
    expect(outcome.result.converged).toBe(false)
    const again = await runOnFakeStore({
      files: many,
      now: Object.fromEntries(outcome.store.world),
      applied: {},
    })
    expect(again.result.summary).toEqual({ applied: 4, skipped: 0, failed: 0, notRun: 0 })
    expect(again.result.converged).toBe(true)
  })

  test('a write that waits to be tried again is not; a lost one is looked after', async () => {
    const stop = new AbortController()
    const outcome = await runOnFakeStore({
      files: { p: A, q: A },
      store: {
        before: ({ operation, name }) =>
          operation === 'create' && name === 'p' ? failure('unavailable', 503) : null,
        after: ({ operation, name }) => (operation === 'create' && name === 'q' ? failure('lost') : null),
      },
      run: { stop: stop.signal, clock: { elapsed: () => 0, sleep: async () => stop.abort() } },
    })
    expect(outcome.told).toEqual([
      'p not-run 1 stopped; it was not written when last looked at, and may still arrive',
      'q applied 1',
    ])
  })

  test('during the look before a write: nothing is sent', async () => {
    const stop = new AbortController()
    const store: FakeStoreOptions = { before: ({ operation }) => void (operation === 'get' && stop.abort()) }
    const outcome = await runOnFakeStore({ files: { p: A }, store, run: { stop: stop.signal } })
    expect(outcome.told).toEqual(['p not-run 0 stopped before it was written'])
    expect(outcome.store.calls).toEqual(['get p', 'list'])
    expect(outcome.store.world.size).toBe(0)
  })

  test('a write that was given up by the stop, and arrives before the last list, is applied', async () => {
    const stop = new AbortController()
    const outcome = await runOnFakeStore({
      files: { p: A },
      store: {
        before: ({ operation }, world) => {
          if (operation === 'create') return failure('lost')
          return operation === 'list' ? void world.set('p', A) : null
        },
      },
      run: { stop: stop.signal, clock: { elapsed: () => 0, sleep: async () => stop.abort() } },
    })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })

  test('a write that was throttled until the stop has left what was there: what somebody makes of it is told', async () => {
    const stop = new AbortController()
    const outcome = await runOnFakeStore({
      ...update,
      store: {
        before: ({ operation }, world) => {
          if (operation === 'replace') return failure('throttled', 429)
          return operation === 'list' ? void world.set('p', DENY) : null
        },
      },
      run: { stop: stop.signal, clock: { elapsed: () => 0, sleep: async () => stop.abort() } },
    })
    expect(outcome.told).toEqual([
      'p failed 1 stopped before it was written; then the workspace shows another spec than the one that was written: it differs in rule 0 operations, rule 0 permission',
    ])
  })

  test('a kill reports at once what is in doubt', async () => {
    const [stop, kill] = [new AbortController(), new AbortController()]
    const outcome = await runOnFakeStore({
      files: { p: A, q: A },
      store: {
        before: async ({ operation, name }) => {
          if (operation !== 'create' || name !== 'p') return
          stop.abort()
          kill.abort()
          await new Promise(() => {})
        },
      },
      run: { stop: stop.signal, kill: kill.signal, limits: { writers: 1 } },
    })
    expect(outcome.told).toEqual([
      'p failed 1 stopped at once; it may or may not have been written',
      'q not-run 0 not written: the run ended before',
    ])
    expect(outcome.live).toBeNull()
    expect(outcome.result.converged).toBe(false)
  })
})
