import { describe, expect, test } from 'vitest'
import type { RunInput } from '../../src/apply/run.ts'
import { runPlan } from '../../src/apply/run-plan.ts'
import type { StoreFailure } from '../../src/diagnostic/store-failure.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { type Call, type FakeStoreOptions, failure, fakeStore } from '../support/fake-store.ts'
import { planInput, type Situation } from '../support/plan-input.ts'
import { spec } from '../support/specs.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow https://a.example/*')
const DENY = spec('deny https://a.example/*')
const ASK = spec('ask POST https://a.example/*')

interface Scene extends Situation {
  readonly store?: FakeStoreOptions
  readonly run?: Partial<RunInput>
}

async function runScene({ store: options = {}, run, ...situation }: Scene) {
  const { plan } = makePlan(planInput(situation))
  const store = fakeStore({ policies: situation.now ?? {}, ...options })
  const waits: number[] = []
  let now = 0
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds)
    now += milliseconds
  }
  const outcome = await runPlan({
    store,
    steps: plan.steps,
    phases: plan.phases,
    blocked: plan.blocked,
    unchanged: new Map(),
    clock: { elapsed: () => now, sleep },
    random: () => 0.5,
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    mayDeleteInUse: () => false,
    ...run,
  })
  const told = outcome.result.results.map(
    ({ policy, status, attempts, error }) =>
      `${policy} ${status} ${attempts}${error === null ? '' : ` ${error}`}`,
  )
  return { ...outcome, told, store, waits }
}

/** The failure of the nth call of an operation, each time or once. */
function at(operation: Call['operation'], ...failures: readonly (StoreFailure | null)[]) {
  return (call: Call): StoreFailure | null =>
    call.operation === operation ? (failures[call.count - 1] ?? null) : null
}

const update: Scene = { now: { p: A }, files: { p: WIDER } }
const create: Scene = { files: { p: A } }
const remove: Scene = { now: { p: A, q: A }, files: { q: A } }

describe('a run without faults', () => {
  test.each<[string, Scene, readonly string[], readonly string[]]>([
    ['an update', update, ['p applied 1'], ['get p', 'replace p', 'list']],
    ['a create', create, ['p applied 1'], ['get p', 'create p', 'list']],
    ['a delete', remove, ['p applied 1'], ['get p', 'delete p', 'list']],
    ['nothing to do', { now: { p: A }, files: { p: A } }, [], []],
    [
      'through the meet',
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
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(true)
    expect(Object.fromEntries(outcome.store.world)).toEqual(scene.files ?? {})
  })
})

test('between two phases it is asked whether to go on; no leaves what is tightened', async () => {
  const files = { p: ASK, q: ASK }
  const asked: number[] = []
  const outcome = await runScene({
    files,
    run: {
      mayGoOn: async () => {
        asked.push(asked.length)
        return asked.length < 2
      },
    },
  })
  expect(asked).toHaveLength(2)
  expect(outcome.told).toEqual(['p applied 1', 'q not-run 1 tightened, not released: the run ended between'])
  expect(outcome.result.converged).toBe(false)
})

describe('faults → what is tried again, and how it ends', () => {
  const lost = failure('lost')
  const server = failure('unavailable', 500)
  test.each<[string, Scene, readonly string[], readonly string[]]>([
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
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(true)
  })

  test.each<[string, Scene, readonly string[], readonly string[]]>([
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
      ['get p', 'replace p', 'list', 'list', 'list'],
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
    const outcome = await runScene({ ...scene, run: { limits: { attempts: 3, ...run?.limits } } })
    expect(outcome.told).toEqual(told)
    expect(outcome.store.calls).toEqual(calls)
    expect(outcome.result.converged).toBe(false)
  })

  test('a lost write that only the last list shows is applied', async () => {
    const outcome = await runScene({
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

describe('a request that was given up, and arrives late', () => {
  /** What the nth write of an operation would have done is done when somebody waits as long as an answer is waited for. */
  function late(operation: Call['operation'], name: string, arrives: (world: Map<string, Spec>) => void) {
    let world: Map<string, Spec> | null = null
    let now = 0
    const sleep = async (milliseconds: number): Promise<void> => {
      now += milliseconds
      if (milliseconds > 20_000 && world !== null) arrives(world)
    }
    const before = (call: Call, state: Map<string, Spec>): unknown => {
      if (call.operation !== operation || call.name !== name || call.count > 1) return null
      world = state
      return failure('lost')
    }
    return { store: { before }, run: { clock: { elapsed: () => now, sleep } } }
  }
  const TAGGED = spec('allow GET https://a.example/* #money')

  test('the meet, sent twice: it has arrived before the release is written', async () => {
    const old = spec('allow https://a.example/x/*', 'deny https://a.example/y/*')
    const other = spec('deny https://a.example/x/*', 'allow https://a.example/y/*')
    const next = spec('allow https://b.example/*')
    const tightened: Spec[] = []
    const scene = late('replace', 'q', (world) => void world.set('q', tightened[0] ?? old))
    const outcome = await runScene({
      now: { p: old, q: other },
      files: { p: next, q: next },
      ...scene,
      store: {
        ...scene.store,
        stores: (sent) => {
          tightened.push(sent)
          return sent
        },
      },
    })
    expect(outcome.told).toEqual(['p applied 1', 'q applied 3'])
    expect(outcome.result.converged).toBe(true)
    expect(Object.fromEntries(outcome.store.world)).toEqual({ p: next, q: next })
  })

  test('what was put back is looked at again after it', async () => {
    const scene = late('replace', 'p', (world) => void world.set('p', A))
    const outcome = await runScene({
      now: { p: DENY },
      files: { p: TAGGED },
      ...scene,
      store: { ...scene.store, stores: (sent) => (sent.policies[0]?.permission === 'deny' ? DENY : A) },
    })
    expect(outcome.told).toEqual([
      expect.stringMatching(
        /^p failed 3 the server dropped .* put back; then the workspace shows something else/,
      ),
    ])
    expect(outcome.result.converged).toBe(false)
  })

  test('one that ended the run is counted where the last list shows it', async () => {
    const { store, run } = late('replace', 'p', (world) => void world.set('p', WIDER))
    const outcome = await runScene({ ...update, store, run: { ...run, limits: { attempts: 1 } } })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })

  test('nobody waits where nothing follows that it could undo', async () => {
    const { waits } = await runScene({ ...update, store: { before: at('replace', failure('lost')) } })
    expect(waits).toEqual([125])
  })
})

test('waits are jittered, grow, and honour Retry-After', async () => {
  const { waits } = await runScene({
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
  const outcome = await runScene({
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
  const { waits, told } = await runScene({
    ...update,
    store: { before: at('replace', failure('throttled', 429, 3_600_000)) },
  })
  expect(waits).toEqual([])
  expect(told).toEqual(['p failed 1 answered 429'])
})

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

describe('what is stored is held against what was sent', () => {
  const withTag = spec('allow POST https://a.example/* #money')
  const dropTags = (sent: Spec): Spec => ({
    policies: sent.policies.map(({ tags: _tags, ...rule }) => rule),
  })
  test.each<[string, Scene, readonly string[], Spec]>([
    [
      'a dropped field that makes access wider: the old spec is put back',
      { now: { p: A }, files: { p: withTag }, store: { stores: dropTags } },
      ['p failed 2 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'after a create: a deny of nothing',
      { files: { p: withTag }, store: { stores: dropTags } },
      [
        'p failed 2 the server dropped rule 0 tags, which made access wider; a deny of https://policyctl.invalid/* stands in its place',
      ],
      spec('deny https://policyctl.invalid/*'),
    ],
    [
      'narrower: only told',
      {
        now: { p: A },
        files: { p: spec('deny POST https://a.example/* #money') },
        store: { stores: dropTags },
      },
      ['p failed 1 the server dropped rule 0 tags'],
      spec('deny POST https://a.example/*'),
    ],
    [
      'the server answers one thing and stores another: seen in the list',
      { now: { p: A }, files: { p: withTag }, store: { stores: dropTags, answers: (sent) => sent } },
      ['p failed 2 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'the answer was lost too',
      {
        now: { p: A },
        files: { p: withTag },
        store: { stores: dropTags, after: at('replace', failure('lost')) },
      },
      ['p failed 2 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'it cannot be put back',
      {
        now: { p: A },
        files: { p: withTag },
        store: { stores: dropTags, before: at('replace', null, failure('refused', 403)) },
      },
      [
        'p failed 2 the server dropped rule 0 tags, which MADE ACCESS WIDER, and it could not be put back: mend it by hand now',
      ],
      dropTags(withTag),
    ],
    [
      'putting back is tried again',
      {
        now: { p: A },
        files: { p: withTag },
        store: { stores: dropTags, before: at('replace', null, failure('unavailable', 500)) },
      },
      ['p failed 3 the server dropped rule 0 tags, which made access wider; the old spec was put back'],
      A,
    ],
    [
      'somebody wrote right after: told, not overwritten',
      {
        now: { p: A },
        files: { p: WIDER },
        store: { before: ({ operation }, world) => void (operation === 'list' && world.set('p', DENY)) },
      },
      [
        'p failed 1 the workspace shows something else than what was written: it differs in rule 0 permission',
      ],
      DENY,
    ],
  ])('%s', async (_what, scene, told, left) => {
    const outcome = await runScene(scene)
    expect(outcome.told).toEqual(told)
    expect(outcome.store.world.get('p')).toEqual(left)
    expect(outcome.result.converged).toBe(false)
  })

  test('additions of the server are none of our business', async () => {
    const outcome = await runScene({
      ...update,
      store: {
        answers: (sent) =>
          ({ ...sent, id: 1, policies: sent.policies.map((rule) => ({ ...rule, id: 2 })) }) as Spec,
      },
    })
    expect(outcome.told).toEqual(['p applied 1'])
  })
})

describe('a failed phase', () => {
  // The deny goes first; were it to fail, the allow that it covers must not come.
  const scene: Scene = { now: { p: A, q: A }, files: { p: DENY, q: WIDER, r: WIDER } }

  test('is finished, and the next one does not begin', async () => {
    const outcome = await runScene({
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
    const outcome = await runScene({
      files: { p: ASK, q: ASK },
      store: {
        before: ({ operation, name }) =>
          operation === 'create' && name === 'p' ? failure('refused', 400) : null,
      },
    })
    expect(outcome.told).toEqual([
      'p failed 1 answered 400',
      'q not-run 1 tightened, not released: the run ended between',
    ])
  })
})

test('blocked steps are reported with what blocks them', async () => {
  const outcome = await runScene({
    now: { p: A, q: A },
    files: { q: WIDER },
    usedBy: { p: ['default/x'] },
    skipBlocked: true,
  })
  expect(outcome.told).toEqual([
    'q applied 1',
    'p not-run 0 in-use: in use by x; unbind it, or --allow-in-use=p',
  ])
  expect(outcome.result.converged).toBe(false)
})

test('a policy that was not to be changed is named when it is not what it should be', async () => {
  const outcome = await runScene({
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

describe('stopping', () => {
  const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`p${index}`, A]))

  test('finishes what is in flight, reports the rest, and running again finishes the job', async () => {
    const stop = new AbortController()
    const store: FakeStoreOptions = {
      before: ({ operation, name }) => {
        if (operation === 'create' && name === 'p1') stop.abort()
      },
    }
    const outcome = await runScene({ files: many, store, run: { stop: stop.signal, limits: { writers: 2 } } })
    expect(outcome.result.summary).toEqual({ applied: 2, skipped: 0, failed: 0, notRun: 4 })
    expect(outcome.store.calls.at(-1)).toBe('list')
    expect(outcome.result.converged).toBe(false)
    const again = await runScene({ files: many, now: Object.fromEntries(outcome.store.world), applied: {} })
    expect(again.result.summary).toEqual({ applied: 4, skipped: 0, failed: 0, notRun: 0 })
    expect(again.result.converged).toBe(true)
  })

  test('a write that waits to be tried again is not; a lost one is looked after', async () => {
    const stop = new AbortController()
    const outcome = await runScene({
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

  test('a kill reports at once what is in doubt', async () => {
    const [stop, kill] = [new AbortController(), new AbortController()]
    const outcome = await runScene({
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
      'p failed 0 stopped at once; it may or may not have been written',
      'q not-run 0 not written: the run ended before',
    ])
    expect(outcome.live).toBeNull()
    expect(outcome.result.converged).toBe(false)
  })
})

test('progress counts writes', async () => {
  const seen: string[] = []
  await runScene({
    files: { p: A, q: A },
    store: {
      before: ({ operation, name }) =>
        operation === 'create' && name === 'q' ? failure('refused', 400) : null,
    },
    run: { onProgress: ({ done, total, failed }) => seen.push(`${done}/${total} ${failed}`) },
  })
  expect(seen).toEqual(['1/2 0', '2/2 1'])
})
