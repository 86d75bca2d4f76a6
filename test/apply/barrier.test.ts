import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { type FakeStoreOptions, failure } from '../support/servers/fake-store.ts'
import {
  A,
  ASK,
  create,
  DENY,
  type FakeRun,
  remove,
  runOnFakeStore,
  update,
  WIDER,
} from './run-on-fake-store.ts'

describe('a barrier whose list cannot be had', () => {
  test('holds: what is tightened stays so, and nothing is released', async () => {
    const outcome = await runOnFakeStore({
      files: { p: ASK, q: ASK },
      store: { before: ({ operation }) => (operation === 'list' ? failure('unavailable', 503) : null) },
    })
    expect(outcome.told).toEqual([
      'p not-run 0 not written: the run ended before',
      'q not-run 1 tightened, not released: the run ended between the two writes',
    ])
    expect(outcome.store.calls.filter((call) => call.startsWith('create'))).toEqual(['create q'])
    expect(outcome.live).toBeNull()
    expect(outcome.result.converged).toBe(false)
  })
})

describe('a list that lags behind', () => {
  const lagging = (scene: FakeRun, looks: number): FakeRun => ({
    ...scene,
    store: { lists: (world, look) => (look <= looks ? Object.entries(scene.now ?? {}) : world) },
  })
  const NEVER = 'the server reported success, but the workspace still shows the earlier spec; plan again'
  const NOWHERE = NEVER.replace('still shows the earlier spec', 'does not show the policy')
  test.each<[string, FakeRun, number, readonly string[], readonly number[]]>([
    ['an update, one look', update, 1, ['p applied 1'], [250]],
    ['an update, two looks', update, 2, ['p applied 1'], [250, 500]],
    ['a create, two looks', create, 2, ['p applied 1'], [250, 500]],
    ['a delete, four looks', remove, 4, ['p applied 1'], [250, 500, 1000, 2000]],
    ['an update, for ever', update, 99, [`p failed 1 ${NEVER}`], [250, 500, 1000, 2000]],
    ['a create, for ever', create, 99, [`p failed 1 ${NOWHERE}`], [250, 500, 1000, 2000]],
    ['a delete, for ever', remove, 99, [`p failed 1 ${NEVER}`], [250, 500, 1000, 2000]],
  ])('%s: looked at again, and nothing is put back', async (_what, scene, looks, told, waits) => {
    const outcome = await runOnFakeStore(lagging(scene, looks))
    expect(outcome.told).toEqual(told)
    expect(outcome.waits).toEqual(waits)
    expect(outcome.result.converged).toBe(looks < 5)
    expect(Object.fromEntries(outcome.store.world)).toEqual(scene.files)
  })
})

describe('what the list shows is held against what each policy was left as', () => {
  const OTHER = 'the workspace shows another spec than the one that was written: it differs in rule 0'
  const atTheList = (change: (world: Map<string, Spec>) => void): FakeStoreOptions => ({
    before: ({ operation }, world) => void (operation === 'list' && change(world)),
  })
  test.each<[string, FakeRun, readonly string[]]>([
    [
      'somebody narrowed it right after the write',
      { ...update, store: atTheList((world) => world.set('p', DENY)) },
      [`p failed 1 ${OTHER} permission`],
    ],
    [
      'somebody widened it right after the write',
      { now: { p: A }, files: { p: DENY }, store: atTheList((world) => world.set('p', WIDER)) },
      [`p failed 1 ${OTHER} permission, and ACCESS IS WIDER than what was written: check it by hand now`],
    ],
    [
      'somebody changed it after it was skipped',
      {
        ...update,
        store: {
          before: ({ operation }, world) =>
            void (operation === 'get' ? world.set('p', WIDER) : world.set('p', DENY)),
        },
      },
      [`p failed 0 ${OTHER} permission`],
    ],
    [
      'the answer had less in it than what was stored, and is',
      {
        now: { p: A },
        files: { p: spec('deny POST https://a.example/* #money') },
        store: { answers: () => spec('deny POST https://a.example/*') },
      },
      [
        'p failed 1 the server dropped rule 0 tags; then the workspace shows the new spec nevertheless; plan again',
      ],
    ],
  ])('%s', async (_what, scene, told) => {
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.result.converged).toBe(false)
  })
})

describe('a list that shows a policy in a form that cannot be read', () => {
  const BROKEN = 'spec.policies must be a list'
  const UNREAD = `it cannot be read live after the writes (${BROKEN}): nobody knows what is there now, and nothing more was written; look at it by hand now`
  const UNLISTED = `read alone, the policy is as wanted, but its entry in the list cannot be read (${BROKEN}), so the next plan cannot compare it; fix it live`
  const faults = (name: string): string | null => (name === 'p' ? BROKEN : null)
  const invalid = failure('refused', 200)
  const isAfterTheList = new WeakSet<Map<string, Spec>>()
  /** From the first list on, no single answer about it can be relied on either. */
  const unreadAlone: FakeStoreOptions['before'] = ({ operation }, world) => {
    if (operation === 'list') isAfterTheList.add(world)
    return operation === 'get' && isAfterTheList.has(world) ? invalid : null
  }
  const lost: FakeStoreOptions['after'] = ({ operation, count }) =>
    operation === 'replace' && count === 1 ? failure('refused', 400) : null
  test.each<[string, FakeRun, string]>([
    ['an update', { ...update, store: { faults, before: unreadAlone } }, `failed 1 ${UNREAD}`],
    ['a create', { ...create, store: { faults, before: unreadAlone } }, `failed 1 ${UNREAD}`],
    [
      'a narrowing',
      { now: { p: A }, files: { p: DENY }, store: { faults, before: unreadAlone } },
      `failed 1 ${UNREAD}`,
    ],
    [
      'an answer that was lost',
      { ...update, store: { faults, before: unreadAlone, after: lost } },
      `failed 1 answered 400; then ${UNREAD}`,
    ],
    ['an update that a single answer shows', { ...update, store: { faults } }, `failed 1 ${UNLISTED}`],
    ['a delete that a single answer shows', remove, `failed 1 ${UNLISTED}`],
    [
      'a single answer shows what somebody else wrote meanwhile',
      {
        ...update,
        store: {
          faults,
          before: ({ operation }, world) => void (operation === 'list' && world.set('p', DENY)),
        },
      },
      'failed 1 the workspace shows another spec than the one that was written: it differs in rule 0 permission',
    ],
  ])(
    '%s: nothing is written on that ground, and nothing is said of it that nobody saw',
    async (_what, scene, told) => {
      const shown: FakeStoreOptions =
        scene === remove ? { faults, lists: (world) => [...world, ['p', A] as const] } : {}
      const outcome = await runOnFakeStore({ ...scene, store: { ...scene.store, ...shown } })
      expect(outcome.told).toEqual([`p ${told}`])
      expect(outcome.result.converged).toBe(false)
      expect(outcome.store.calls.filter((call) => !/^(?:get|list)/.test(call))).toHaveLength(1)
      expect(outcome.store.calls.filter((call) => call === 'list')).toHaveLength(5)
    },
  )

  test('the old spec is put back where a single answer proves that access got wider', async () => {
    const outcome = await runOnFakeStore({
      now: { p: spec('deny https://a.example/*') },
      files: { p: spec('deny https://a.example/*', 'deny GET https://b.example/* #money') },
      store: {
        faults,
        before: ({ operation, count }, world) =>
          void (
            operation === 'list' &&
            count === 1 &&
            world.set('p', spec('deny GET https://b.example/* #money'))
          ),
      },
    })
    expect(outcome.told).toEqual([
      expect.stringMatching(
        /^p failed 2 after the write the workspace lacks .* made access wider; the old spec was put back$/,
      ),
    ])
    expect(outcome.store.world.get('p')).toEqual(spec('deny https://a.example/*'))
  })

  test('an entry that can be read at a further look is no failure', async () => {
    const outcome = await runOnFakeStore({
      ...update,
      store: { faults: (_name, looks) => (looks < 3 ? BROKEN : null) },
    })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })

  test('what is tightened is not released while nobody can read it', async () => {
    const outcome = await runOnFakeStore({
      files: { p: ASK, q: ASK },
      store: { faults: (name) => (name === 'q' ? BROKEN : null) },
    })
    expect(outcome.told).toEqual(['p not-run 0 not written: the run ended before', `q failed 1 ${UNLISTED}`])
  })

  test('a policy that was not to be changed is told as what nobody can compare', async () => {
    const outcome = await runOnFakeStore({
      now: { p: A, q: A },
      files: { p: A, q: WIDER },
      store: { faults },
      run: { unchanged: new Map([['p', A]]) },
    })
    expect(outcome.differences).toEqual([
      {
        policy: 'p',
        message: `live cannot be read (${BROKEN}), so nobody knows whether it is as planned; fix it live`,
        isUnread: true,
      },
    ])
    expect(outcome.result.converged).toBe(false)
    expect(outcome.told).toEqual(['q applied 1'])
  })
})

describe('a fault of the tool itself in one write', () => {
  const boom = (name: string): FakeStoreOptions => ({
    before: (call) => {
      if (call.operation === 'create' && call.name === name) throw new TypeError('boom')
    },
  })
  test.each<[string, number, readonly string[], readonly string[]]>([
    [
      'nothing is started after it',
      1,
      [
        'p failed 1 internal error in policyctl: boom; it may or may not have been written, plan again',
        'q not-run 0 not written: the run ended before',
        'r not-run 0 not written: the run ended before',
      ],
      ['get p', 'create p', 'list'],
    ],
    [
      'what is in flight is finished and told',
      2,
      [
        'p failed 1 internal error in policyctl: boom; it may or may not have been written, plan again',
        'q applied 1',
        'r not-run 0 not written: the run ended before',
      ],
      ['get p', 'get q', 'create p', 'create q', 'list'],
    ],
  ])('%s', async (_what, writers, told, calls) => {
    const outcome = await runOnFakeStore({
      files: { p: A, q: A, r: A },
      store: boom('p'),
      run: { limits: { writers } },
    })
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(false)
  })
})
