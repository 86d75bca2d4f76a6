import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { type FakeStoreOptions, failure } from '../support/fake-store.ts'
import { A, ASK, create, DENY, remove, runScene, type Scene, update, WIDER } from '../support/run-scene.ts'
import { spec } from '../support/specs.ts'

describe('a barrier whose list cannot be had', () => {
  test('holds: what is tightened stays so, and nothing is released', async () => {
    const outcome = await runScene({
      files: { p: ASK, q: ASK },
      store: { before: ({ operation }) => (operation === 'list' ? failure('unavailable', 503) : null) },
    })
    expect(outcome.told).toEqual([
      'p not-run 0 not written: the run ended before',
      'q not-run 1 tightened, not released: the run ended between',
    ])
    expect(outcome.store.calls.filter((call) => call.startsWith('create'))).toEqual(['create q'])
    expect(outcome.live).toBeNull()
    expect(outcome.result.converged).toBe(false)
  })
})

describe('a list that lags behind', () => {
  const lagging = (scene: Scene, looks: number): Scene => ({
    ...scene,
    store: { lists: (world, look) => (look <= looks ? Object.entries(scene.now ?? {}) : world) },
  })
  const NEVER = 'the server reported success, and the workspace still shows the earlier spec; plan again'
  test.each<[string, Scene, number, readonly string[], readonly number[]]>([
    ['an update, one look', update, 1, ['p applied 1'], [250]],
    ['an update, two looks', update, 2, ['p applied 1'], [250, 500]],
    ['a create, two looks', create, 2, ['p applied 1'], [250, 500]],
    ['a delete, four looks', remove, 4, ['p applied 1'], [250, 500, 1000, 2000]],
    ['an update, for ever', update, 99, [`p failed 1 ${NEVER}`], [250, 500, 1000, 2000]],
    ['a create, for ever', create, 99, [`p failed 1 ${NEVER}`], [250, 500, 1000, 2000]],
    ['a delete, for ever', remove, 99, [`p failed 1 ${NEVER}`], [250, 500, 1000, 2000]],
  ])('%s: looked at again, and nothing is put back', async (_what, scene, looks, told, waits) => {
    const outcome = await runScene(lagging(scene, looks))
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
  test.each<[string, Scene, readonly string[]]>([
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
        'p failed 1 the server dropped rule 0 tags; then the workspace shows the new spec after all; plan again',
      ],
    ],
  ])('%s', async (_what, scene, told) => {
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.result.converged).toBe(false)
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
        'p failed 1 policyctl has a fault: boom',
        'q not-run 0 not written: the run ended before',
        'r not-run 0 not written: the run ended before',
      ],
      ['get p', 'create p', 'list'],
    ],
    [
      'what is in flight is finished and told',
      2,
      [
        'p failed 1 policyctl has a fault: boom',
        'q applied 1',
        'r not-run 0 not written: the run ended before',
      ],
      ['get p', 'get q', 'create p', 'create q', 'list'],
    ],
  ])('%s', async (_what, writers, told, calls) => {
    const outcome = await runScene({
      files: { p: A, q: A, r: A },
      store: boom('p'),
      run: { limits: { writers } },
    })
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(false)
  })
})
