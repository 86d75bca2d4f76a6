import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { failure } from '../support/servers/fake-store.ts'
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

describe('a run without faults', () => {
  test.each<[string, FakeRun, readonly string[], readonly string[]]>([
    ['an update', update, ['p applied 1'], ['get p', 'replace p', 'list']],
    ['a create', create, ['p applied 1'], ['get p', 'create p', 'list']],
    ['a delete', remove, ['p applied 1'], ['get p', 'delete p', 'list']],
    ['nothing to do', { now: { p: A }, files: { p: A } }, [], []],
    [
      'through the interim spec',
      {
        now: { p: spec('allow GET https://a.example/*', 'ask POST https://a.example/*') },
        files: { q: ASK, p: DENY },
      },
      ['p applied 1', 'q applied 1'],
      ['get p', 'replace p', 'list', 'get q', 'create q', 'list'],
    ],
    [
      'twice written',
      { files: { p: ASK, q: ASK } },
      ['p applied 1', 'q applied 2'],
      ['get q', 'create q', 'list', 'get p', 'create p', 'list', 'get q', 'replace q', 'list'],
    ],
  ])('%s', async (_what, scene, told, calls) => {
    const outcome = await runOnFakeStore(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(true)
    expect(Object.fromEntries(outcome.store.world)).toEqual(scene.files ?? {})
  })
})

test('between two phases it is asked whether to go on; no leaves what is tightened', async () => {
  const files = { p: ASK, q: ASK }
  const asked: number[] = []
  const outcome = await runOnFakeStore({
    files,
    run: {
      mayGoOn: async () => {
        asked.push(asked.length)
        return asked.length < 2
      },
    },
  })
  expect(asked).toHaveLength(2)
  expect(outcome.told).toEqual([
    'p applied 1',
    'q not-run 1 tightened, not released: the run ended between the two writes',
  ])
  expect(outcome.result.converged).toBe(false)
})

describe('a failed phase', () => {
  // The deny goes first; were it to fail, the allow that it covers must not come.
  const scene: FakeRun = { now: { p: A, q: A }, files: { p: DENY, q: WIDER, r: WIDER } }

  test('is finished, and the next one does not begin', async () => {
    const outcome = await runOnFakeStore({
      ...scene,
      store: {
        before: ({ operation, name }) =>
          operation === 'replace' && name === 'p' ? failure('refused', 400) : null,
      },
    })
    expect(outcome.told).toEqual([
      'p failed 1 answered 400',
      'q not-run 0 not written: the run ended before',
      'r not-run 0 not written: the run ended before',
    ])
    expect(Object.fromEntries(outcome.store.world)).toEqual({ p: A, q: A })
  })

  test('what was only tightened says so', async () => {
    const outcome = await runOnFakeStore({
      files: { p: ASK, q: ASK },
      store: {
        before: ({ operation, name }) =>
          operation === 'create' && name === 'p' ? failure('refused', 400) : null,
      },
    })
    expect(outcome.told).toEqual([
      'p failed 1 answered 400',
      'q not-run 1 tightened, not released: the run ended between the two writes',
    ])
  })
})

test('blocked steps are reported with what blocks them', async () => {
  const outcome = await runOnFakeStore({
    now: { p: A, q: A },
    files: { q: WIDER },
    usedBy: { p: ['default/x'] },
    skipBlocked: true,
  })
  expect(outcome.told).toEqual([
    'q applied 1',
    'p not-run 0 in-use: in use by x; unbind it, or --allow-in-use=p deletes the policy all the same',
  ])
  expect(outcome.result.converged).toBe(false)
})

test('a policy that was not to be changed is named when it is not what it should be', async () => {
  const outcome = await runOnFakeStore({
    ...update,
    now: { p: A, q: DENY },
    applied: { p: A },
    files: { p: WIDER },
    run: {
      unchanged: new Map([
        ['q', A],
        ['r', A],
      ]),
    },
  })
  expect(outcome.differences).toEqual([
    { policy: 'q', message: 'it differs in rule 0 operations, rule 0 permission' },
    { policy: 'r', message: 'it is not there' },
  ])
  expect(outcome.result.converged).toBe(false)
})

test('progress counts writes', async () => {
  const seen: string[] = []
  await runOnFakeStore({
    files: { p: A, q: A },
    store: {
      before: ({ operation, name }) =>
        operation === 'create' && name === 'q' ? failure('refused', 400) : null,
    },
    run: { onProgress: ({ done, total, failed }) => seen.push(`${done}/${total} ${failed}`) },
  })
  expect(seen).toEqual(['1/2 0', '2/2 1'])
})
