/** What a put-back meets on its way: faults, a stop, a kill, somebody else. */
import { describe, expect, test } from 'vitest'
import type { RunInput } from '../../src/apply/run.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { type Call, type FakeStoreOptions, failure } from '../support/servers/fake-store.ts'
import { A, DENY, runOnFakeStore } from './run-on-fake-store.ts'

const TAGGED = spec('allow POST https://a.example/* #money')
const SPOILED = spec('allow POST https://a.example/*')
const dropTags = (sent: Spec): Spec => ({
  ...sent,
  policies: sent.policies.map(({ tags: _tags, ...rule }) => rule),
})
const SERVER = failure('unavailable', 500)
const GONE = failure('refused', 404)
const WIDER = 'the server dropped rule 0 tags, which made access wider'
const OPEN =
  'after the write the workspace lacks rule 0 tags (dropped by the server, or changed live since), which MADE ACCESS WIDER, and it could not be put back: fix it by hand now'

/** Does something at the nth PUT, before it, and may say how it fails. */
function atPut(count: number, deed: (world: Map<string, Spec>) => unknown) {
  return (call: Call, world: Map<string, Spec>): unknown =>
    call.operation === 'replace' && call.name === 'p' && call.count === count ? deed(world) : null
}

/** The first `times` writes of the old spec are answered and not carried out. */
function forgetful(times: number): FakeStoreOptions {
  let forgotten = 0
  return {
    stores: (sent) => {
      if (!isSameSpec(sent, A) || forgotten === times) return dropTags(sent)
      forgotten += 1
      return SPOILED
    },
    answers: (sent, stored) => (isSameSpec(sent, A) ? A : stored),
  }
}

function runSpoiled(store: FakeStoreOptions, run: Partial<RunInput> = {}) {
  return runOnFakeStore({ now: { p: A }, files: { p: TAGGED }, store: { stores: dropTags, ...store }, run })
}

describe('a put-back', () => {
  test.each<[string, FakeStoreOptions, string, Spec | undefined, readonly number[]]>([
    [
      'answered and not done: seen, and done again',
      forgetful(1),
      `p failed 3 ${WIDER}; the old spec was put back`,
      A,
      [500],
    ],
    [
      'answered and not done, three times: the looks get slower',
      forgetful(3),
      `p failed 5 ${WIDER}; the old spec was put back`,
      A,
      [500, 1000, 1500],
    ],
    [
      'answered and never done: given up, again after the last list, and told',
      forgetful(99),
      `p failed 9 ${OPEN}`,
      SPOILED,
      [500, 1000, 1500, 500, 1000, 1500],
    ],
    [
      'failed, and somebody locks down meanwhile: theirs stays',
      {
        before: atPut(2, (world) => {
          world.set('p', DENY)
          return SERVER
        }),
      },
      `p failed 2 ${WIDER}; it was changed live since, and that is left as it is`,
      DENY,
      [125],
    ],
    [
      'failed, and somebody deletes it meanwhile',
      {
        before: atPut(2, (world) => {
          world.delete('p')
          return SERVER
        }),
      },
      `p failed 2 ${WIDER}; it was deleted live since`,
      undefined,
      [125],
    ],
    [
      'somebody deletes it before the first PUT',
      { before: atPut(2, (world) => void world.delete('p')) },
      `p failed 2 ${WIDER}; it was deleted live since`,
      undefined,
      [],
    ],
    [
      'failed, and somebody deletes it between the second look and the PUT',
      {
        before: (call, world) =>
          atPut(2, () => SERVER)(call, world) ?? atPut(3, () => void world.delete('p'))(call, world),
      },
      `p failed 3 ${WIDER}; it was deleted live since`,
      undefined,
      [125],
    ],
    [
      'a server that says 404 and shows it: no endless loop',
      {
        before: ({ operation, count }) =>
          operation !== 'replace' || count === 1 ? null : count < 20 ? GONE : SERVER,
      },
      `p failed 5 ${OPEN}`,
      SPOILED,
      [],
    ],
  ])('%s', async (_what, store, told, left, waits) => {
    const outcome = await runSpoiled(store)
    expect(outcome.told).toEqual([told])
    expect(outcome.store.world.get('p')).toEqual(left)
    expect(outcome.waits).toEqual(waits)
    expect(outcome.result.converged).toBe(false)
  })
})

test('an old spec that is spoiled as well: told as open, at once', async () => {
  const outcome = await runOnFakeStore({
    now: { p: spec('allow GET https://a.example/* #money') },
    files: { p: TAGGED },
    store: { stores: dropTags },
  })
  expect(outcome.told).toEqual([
    'p failed 2 the server dropped rule 0 tags, which MADE ACCESS WIDER, and it could not be put back: fix it by hand now',
  ])
  expect(outcome.waits).toEqual([])
})

describe('a put-back that got a 500, and then', () => {
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  }

  test('a stop: is ended by none', async () => {
    const stop = new AbortController()
    const before = atPut(2, () => {
      stop.abort()
      return SERVER
    })
    const outcome = await runSpoiled({ before }, { stop: stop.signal })
    expect(outcome.told).toEqual([`p failed 3 ${WIDER}; the old spec was put back`])
    expect(outcome.store.world.get('p')).toEqual(A)
  })

  test('a kill: told as open, and no request follows', async () => {
    const [stop, kill] = [new AbortController(), new AbortController()]
    const before = atPut(2, async () => {
      stop.abort()
      kill.abort()
      await settled()
      return SERVER
    })
    const outcome = await runSpoiled({ before }, { stop: stop.signal, kill: kill.signal })
    await settled()
    expect(outcome.told).toEqual([
      'p failed 2 stopped at once before the old spec was put back: the server stored a wider one, so ACCESS MAY BE WIDER; fix the policy by hand now',
    ])
    expect(outcome.store.calls).toEqual(['get p', 'replace p', 'replace p'])
  })
})

test('a drop after more than two minutes of a run is put back with patience of its own', async () => {
  let now = 0
  const before = (call: Call, world: Map<string, Spec>): unknown => {
    atPut(1, () => {
      now += 130_000
    })(call, world)
    return atPut(2, () => SERVER)(call, world)
  }
  const clock = {
    elapsed: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds
    },
  }
  const outcome = await runSpoiled({ before }, { clock })
  expect(outcome.told).toEqual([`p failed 3 ${WIDER}; the old spec was put back`])
  expect(now).toBe(130_125)
})

test('two drops that only the list shows: what somebody makes of the second while the first is put back stays', async () => {
  const B = spec('allow GET https://b.example/*')
  const LOCKED = spec('deny https://b.example/*')
  const outcome = await runOnFakeStore({
    now: { p: A, q: B },
    files: {
      p: spec('allow GET https://a.example/*', 'allow POST https://a.example/* #money'),
      q: spec('allow GET https://b.example/*', 'allow POST https://b.example/* #money'),
    },
    store: {
      stores: dropTags,
      answers: (sent) => sent,
      before: atPut(2, (world) => {
        world.set('q', LOCKED)
        return SERVER
      }),
    },
  })
  expect(outcome.store.world).toEqual(
    new Map([
      ['p', A],
      ['q', LOCKED],
    ]),
  )
  expect(outcome.told[1]).toMatch(/^q failed 1 .*; it was changed live since, and that is left as it is$/)
})
