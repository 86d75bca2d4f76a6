import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { type Call, failure } from '../support/servers/fake-store.ts'
import { A, at, create, type FakeRun, remove, runOnFakeStore, update } from './run-on-fake-store.ts'

describe('faults → what is tried again, and how it ends', () => {
  const lost = failure('lost')
  const server = failure('unavailable', 500)
  test.each<[string, FakeRun, readonly string[], readonly string[]]>([
    [
      'throttled: again after a look',
      { ...update, store: { before: at('replace', failure('throttled', 429)) } },
      ['p applied 2'],
      ['get p', 'replace p', 'get p', 'replace p', 'list'],
    ],
    [
      'unreachable',
      { ...update, store: { before: at('get', failure('unreachable')) } },
      ['p applied 1'],
      ['get p', 'get p', 'replace p', 'list'],
    ],
    [
      'PUT lost before it was done',
      { ...update, store: { before: at('replace', lost) } },
      ['p applied 2'],
      ['get p', 'replace p', 'get p', 'replace p', 'list'],
    ],
    [
      'PUT lost after it was done: not repeated',
      { ...update, store: { after: at('replace', lost) } },
      ['p applied 1'],
      ['get p', 'replace p', 'get p', 'list'],
    ],
    [
      'POST lost after it was done: not repeated',
      { ...create, store: { after: at('create', lost) } },
      ['p applied 1'],
      ['get p', 'create p', 'get p', 'list'],
    ],
    [
      'POST that arrives late: the second one is refused and looked after',
      {
        ...create,
        store: {
          before: (call: Call, world: Map<string, Spec>) => {
            if (call.operation === 'create' && call.count === 1) return lost
            if (call.operation === 'create') world.set('p', A)
            return null
          },
        },
      },
      ['p applied 2'],
      ['get p', 'create p', 'get p', 'create p', 'get p', 'list'],
    ],
    [
      'DELETE lost after it was done',
      { ...remove, store: { after: at('delete', server) } },
      ['p applied 1'],
      ['get p', 'delete p', 'get p', 'list'],
    ],
    [
      'the read back fails once',
      { ...update, store: { before: at('list', server) } },
      ['p applied 1'],
      ['get p', 'replace p', 'list', 'list'],
    ],
  ])('%s', async (_what, scene, told, calls) => {
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(true)
  })

  test.each<[string, FakeRun, readonly string[], readonly string[]]>([
    [
      'refused',
      { ...update, store: { before: at('replace', failure('refused', 400)) } },
      ['p failed 1 answered 400'],
      ['get p', 'replace p', 'list'],
    ],
    [
      'never again: nothing was done',
      { ...update, store: { before: ({ operation }) => (operation === 'replace' ? lost : null) } },
      ['p failed 3 answered nothing; it was not written when last looked at, and may still arrive'],
      ['get p', 'replace p', 'get p', 'replace p', 'get p', 'replace p', 'get p', 'list'],
    ],
    [
      'the last list cannot be had',
      { ...update, store: { before: ({ operation }) => (operation === 'list' ? server : null) } },
      ['p applied 1'],
      ['get p', 'replace p', 'list', 'list', 'list', 'get p'],
    ],
    [
      'a key that is refused ends the run',
      {
        files: { p: A, q: A },
        run: { limits: { writers: 1 } },
        store: { before: at('create', failure('refused', 401)) },
      },
      ['p failed 1 answered 401', 'q not-run 0 not written: the run ended before'],
      ['get p', 'create p', 'list'],
    ],
  ])('%s: no success', async (_what, { run, ...scene }, told, calls) => {
    const outcome = await runOnFakeStore({ ...scene, run: { limits: { attempts: 3, ...run?.limits } } })
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(false)
  })

  test('a lost write that only the last list shows is applied', async () => {
    const outcome = await runOnFakeStore({
      ...update,
      run: { limits: { attempts: 1 } },
      store: {
        after: at('replace', lost),
        before: ({ operation, count }) => (operation === 'get' && count > 1 ? lost : null),
      },
    })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })
})

test('waits are jittered, grow, and honour Retry-After', async () => {
  const { waits } = await runOnFakeStore({
    ...update,
    store: {
      before: at(
        'replace',
        failure('unavailable', 503),
        failure('unavailable', 503),
        failure('throttled', 429, 7000),
      ),
    },
  })
  expect(waits).toEqual([125, 250, 7500])
})

test('a server that gives no hope is left alone when patience is over', async () => {
  let now = 0
  const outcome = await runOnFakeStore({
    ...update,
    store: { before: () => failure('unavailable', 503) },
    run: {
      limits: { attempts: 1000 },
      clock: {
        elapsed: () => now,
        sleep: async (milliseconds) => {
          now += milliseconds
        },
      },
    },
  })
  expect(outcome.told).toEqual(['p failed 0 answered 503'])
  expect(now).toBeGreaterThan(100_000)
  expect(now).toBeLessThan(150_000)
})

test('a Retry-After beyond all patience ends it at once', async () => {
  const { waits, told } = await runOnFakeStore({
    ...update,
    store: { before: at('replace', failure('throttled', 429, 3_600_000)) },
  })
  expect(waits).toEqual([])
  expect(told).toEqual(['p failed 1 answered 429'])
})
