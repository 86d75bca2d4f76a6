import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { odd } from '../support/builders/specs.ts'
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

describe('live is looked at before each write', () => {
  const meanwhile = (change: (world: Map<string, Spec>) => void): FakeStoreOptions => ({
    before: (call, world) => {
      if (call.operation === 'get' && call.count === 1) change(world)
    },
  })
  test.each<[string, FakeRun, readonly string[], number]>([
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
      'given a field by somebody that the schema does not know',
      {
        ...update,
        store: meanwhile((world) =>
          world.set('p', odd({ policies: [{ ...A.policies[0], subjects: ['group:interns'] }] })),
        ),
      },
      [
        'p failed 0 since the plan, live has spec.policies[0].subjects, which the schema does not know and the write would erase; nothing was written, plan again',
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
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.requests).toBe(requests)
    expect(outcome.result.converged).toBe(told[0]?.includes('skipped'))
  })

  test('somebody already wrote the final version where only the tightened one is due: both writes are skipped', async () => {
    const outcome = await runOnFakeStore({
      files: { p: ASK, q: ASK },
      store: {
        before: ({ operation, name, count }, world) =>
          void (operation === 'get' && name === 'q' && count === 1 && world.set('q', ASK)),
      },
    })
    expect(outcome.told).toEqual(['p applied 1', 'q skipped 0'])
    expect(outcome.store.calls.filter((call) => call.endsWith(' q'))).toEqual(['get q', 'get q'])
    expect(outcome.result.converged).toBe(true)
  })

  test('somebody changed it after a write of ours whose answer was lost: who did what is not claimed', async () => {
    const outcome = await runOnFakeStore({
      ...update,
      store: {
        before: (call, world) => {
          if (call.operation !== 'replace') return null
          world.set('p', DENY)
          return failure('lost')
        },
      },
    })
    expect(outcome.told).toEqual([
      'p failed 1 it was changed live since the plan (rule 0 operations, rule 0 permission); what this run sent may have been live in between; plan again',
    ])
    expect(outcome.store.world.get('p')).toEqual(DENY)
  })

  test('a server that shows a policy and answers 404 to its PUT: looked at once more, then told', async () => {
    const outcome = await runOnFakeStore({
      ...update,
      store: {
        before: ({ operation, count }) =>
          operation === 'replace' ? failure('refused', count < 9 ? 404 : 400) : null,
      },
    })
    expect(outcome.told).toEqual(['p failed 2 answered 404'])
    expect(outcome.store.calls).toEqual(['get p', 'replace p', 'get p', 'replace p', 'list'])
  })

  test('a policy that came into use just before its delete is kept', async () => {
    const scene: FakeRun = { ...remove, store: { usedBy: { p: ['default/x'] } } }
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual([
      'p failed 0 in use by x; unbind it, or --allow-in-use=p deletes the policy all the same',
    ])
    expect(
      (await runOnFakeStore({ ...scene, run: { mayDeleteInUse: (name) => name === 'p' } })).told,
    ).toEqual(['p applied 1'])
  })
})
