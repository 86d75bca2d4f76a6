import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import type { FakeStoreOptions } from '../support/fake-store.ts'
import { create, DENY, remove, runScene, type Scene, update, WIDER } from '../support/run-scene.ts'

describe('live is looked at before each write', () => {
  const meanwhile = (change: (world: Map<string, Spec>) => void): FakeStoreOptions => ({
    before: (call, world) => {
      if (call.operation === 'get' && call.count === 1) change(world)
    },
  })
  test.each<[string, Scene, readonly string[], number]>([
    [
      'already as it is to be',
      { ...update, store: meanwhile((world) => world.set('p', WIDER)) },
      ['p skipped 0'],
      2,
    ],
    ['already gone', { ...remove, store: meanwhile((world) => world.delete('p')) }, ['p skipped 0'], 2],
    [
      'changed by somebody',
      { ...update, store: meanwhile((world) => world.set('p', DENY)) },
      [
        'p failed 0 it was changed live since the plan (rule 0 operations, rule 0 permission); nothing was written, plan again',
      ],
      2,
    ],
    [
      'deleted by somebody',
      { ...update, store: meanwhile((world) => world.delete('p')) },
      ['p failed 0 it was deleted live since the plan; nothing was written, plan again'],
      2,
    ],
    [
      'created by somebody',
      { ...create, store: meanwhile((world) => world.set('p', DENY)) },
      ['p failed 0 it was created live since the plan; nothing was written, plan again'],
      2,
    ],
  ])('%s', async (_what, scene, told, requests) => {
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.requests).toBe(requests)
    expect(outcome.result.converged).toBe(told[0]?.includes('skipped'))
  })

  test('a policy that came into use just before its delete is kept', async () => {
    const scene: Scene = { ...remove, store: { usedBy: { p: ['default/x'] } } }
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(['p failed 0 in use by x; unbind it, or --allow-in-use=p'])
    expect((await runScene({ ...scene, run: { mayDeleteInUse: (name) => name === 'p' } })).told).toEqual([
      'p applied 1',
    ])
  })
})
