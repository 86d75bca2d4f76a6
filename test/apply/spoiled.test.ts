/** Which drops are known for one, how they are told, and which are put back. */
import { describe, expect, test } from 'vitest'
import type { FailureKind } from '../../src/diagnostic/store-failure.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { route, spec, withRoutes } from '../support/builders/specs.ts'
import { type FakeStoreOptions, failure } from '../support/servers/fake-store.ts'
import { A, at, DENY, runOnFakeStore } from './run-on-fake-store.ts'

interface Drop {
  readonly from: Spec
  readonly sent: Spec
  readonly stored: Spec
}

const BOTH = { groups: ['g', 'h'], match: 'all' } as const
/** Opens what is read, and shortens what two have to approve. */
const TWO = {
  from: withRoutes(spec('ask POST https://a.example/*'), route('r', { approvers: BOTH })),
  sent: withRoutes(
    spec('ask POST https://a.example/*', 'allow GET https://a.example/*'),
    route('r', { approvers: BOTH, defaultDuration: '1h' }),
  ),
}

const tag: Drop = {
  from: spec('deny POST https://a.example/*'),
  sent: spec('allow https://a.example/*', 'deny POST https://a.example/* #money #pii'),
  stored: spec('allow https://a.example/*', 'deny POST https://a.example/* #pii'),
}
const method: Drop = {
  from: DENY,
  sent: spec('allow https://a.example/*', 'deny POST,PUT https://a.example/*'),
  stored: spec('allow https://a.example/*', 'deny POST https://a.example/*'),
}
const narrower: Drop = {
  from: DENY,
  sent: spec('allow GET,POST https://a.example/*'),
  stored: A,
}
const match: Drop = {
  ...TWO,
  stored: withRoutes(TWO.sent, route('r', { approvers: { groups: ['g', 'h'] }, defaultDuration: '1h' })),
}
/** Two are left of three: of one group alone, all are any. */
const group: Drop = {
  ...TWO,
  sent: withRoutes(
    TWO.sent,
    route('r', { approvers: { groups: ['g', 'h', 'i'], match: 'all' }, defaultDuration: '1h' }),
  ),
  stored: TWO.sent,
}
const window: Drop = {
  ...TWO,
  stored: withRoutes(TWO.sent, route('r', { approvers: BOTH })),
}
/** The old spec let through more than what is stored: other approvers are better than none. */
const openBefore: Drop = { ...match, from: spec('allow https://a.example/*') }

const WIDER = 'which made access wider; the old spec was put back'
const OTHERS = 'which changed who approves; the old spec was put back'

describe('a drop, by what the server lost', () => {
  const rows: readonly (readonly [string, Drop, string, string | null])[] = [
    ['a tag of a set, wider', tag, 'rule 1 tags', WIDER],
    ['a method of a set, wider', method, 'rule 1 operations', WIDER],
    ['how many must approve', match, '-route r approvers.match', OTHERS],
    ['a group of approvers', group, 'route r approvers.groups', OTHERS],
    ['how long an approval holds', window, '-route r defaultDuration', OTHERS],
    ['who approves, where nobody had to before', openBefore, '-route r approvers.match', null],
    ['a method of a set, narrower', narrower, 'rule 0 operations', null],
  ]

  async function run({ from, sent, stored }: Drop, store: FakeStoreOptions) {
    const stores = (spec: Spec): Spec => (JSON.stringify(spec) === JSON.stringify(from) ? from : stored)
    const outcome = await runOnFakeStore({
      now: { p: from },
      files: { p: sent },
      store: { stores, ...store },
    })
    expect(outcome.result.converged).toBe(false)
    return { told: outcome.told, left: outcome.store.world.get('p') }
  }
  const isLost = (place: string): boolean => place.startsWith('-')

  test.each(rows)('%s: seen in the answer', async (_what, drop, place, end) => {
    const verb = isLost(place) ? 'dropped' : 'stored something else for'
    const told = `p failed ${end === null ? 1 : 2} the server ${verb} ${place.replace('-', '')}`
    expect(await run(drop, {})).toEqual({
      told: [end === null ? told : `${told}, ${end}`],
      left: end === null ? drop.stored : drop.from,
    })
  })

  test.each(rows)('%s: seen after a lost answer', async (_what, drop, place, end) => {
    const verb = isLost(place) ? 'lacks' : 'has something else for'
    const told = `p failed ${end === null ? 1 : 2} after the write the workspace ${verb} ${place.replace('-', '')} (dropped by the server, or changed live since)`
    expect(await run(drop, { after: at('replace', failure('lost')) })).toEqual({
      told: [end === null ? told : `${told}, ${end}`],
      left: end === null ? drop.stored : drop.from,
    })
  })
})

describe('a drop that only the last list shows', () => {
  const LATER =
    '(dropped by the server, or changed live since), which made access wider; the old spec was put back'

  test('of a write whose answer was lost for good: put back', async () => {
    const lost = failure('lost')
    const outcome = await runOnFakeStore({
      now: { p: tag.from },
      files: { p: tag.sent },
      store: {
        stores: (sent) => (sent.policies.length > 1 ? tag.stored : sent),
        before: ({ operation, count }) => (operation === 'get' && count === 2 ? lost : null),
        after: at('replace', lost),
      },
      run: { limits: { attempts: 1 } },
    })
    expect(outcome.told).toEqual([
      `p failed 2 after the write the workspace has something else for rule 1 tags ${LATER}`,
    ])
    expect(outcome.store.world.get('p')).toEqual(tag.from)
  })

  test('where there is no list, each policy is asked for alone: a spoiled write that the answer hid is put back', async () => {
    const outcome = await runOnFakeStore({
      now: { p: tag.from },
      files: { p: tag.sent },
      store: {
        stores: (sent) => (sent.policies.length > 1 ? tag.stored : sent),
        answers: (sent) => sent,
        before: ({ operation }) => (operation === 'list' ? failure('refused', 200) : null),
      },
    })
    expect(outcome.told).toEqual([
      `p failed 2 after the write the workspace has something else for rule 1 tags ${LATER}`,
    ])
    expect(outcome.store.world.get('p')).toEqual(tag.from)
    expect(outcome.result.converged).toBe(false)
  })

  describe('where there is no list and one policy cannot be had', () => {
    const spoil = (kind: FailureKind, unread: readonly string[]) =>
      runOnFakeStore({
        now: { p: DENY, q: DENY, r: DENY, s: method.from },
        files: { p: A, q: A, r: A, s: method.sent },
        store: {
          stores: (sent) => (sent.policies.length > 1 ? method.stored : sent),
          answers: (sent) => sent,
          before: ({ operation, name }, world) =>
            operation === 'list' || (operation === 'get' && unread.includes(name) && world.get(name) !== DENY)
              ? failure(kind, kind === 'refused' ? 400 : null)
              : null,
        },
        run: { limits: { giveUpAfter: 0 } },
      })

    test.each<[FailureKind, readonly string[]]>([
      ['refused', ['p', 'q', 'r']],
      ['unavailable', ['p', 'q', 'r']],
      ['throttled', ['p', 'q', 'r']],
      ['lost', ['p', 'q']],
      ['unreachable', ['q', 'r']],
    ])('%s: the others are asked for, and what was spoiled is put back', async (kind, unread) => {
      const { told, store, result } = await spoil(kind, unread)
      expect(told.at(-1)).toBe(
        `s failed 2 after the write the workspace has something else for rule 1 operations ${LATER}`,
      )
      expect(store.world.get('s')).toEqual(method.from)
      expect(result.converged).toBe(false)
    })

    test('a server that answers nothing is asked three times', async () => {
      const { told, store } = await spoil('lost', ['p', 'q', 'r', 's'])
      expect(told.slice(0, 3)).toEqual(['p applied 1', 'q applied 1', 'r applied 1'])
      expect(store.calls.slice(-4)).toEqual(['list', 'get p', 'get q', 'get r'])
    })
  })

  test('of what was put back: put back again', async () => {
    const outcome = await runOnFakeStore({
      now: { p: A },
      files: { p: spec('allow GET,POST https://a.example/* #money') },
      store: {
        stores: (sent) =>
          sent.policies[0]?.tags === undefined ? sent : spec('allow GET,POST https://a.example/*'),
        before: ({ operation, count }, world) =>
          void (operation === 'list' && count === 1 && world.set('p', spec('allow https://a.example/*'))),
      },
    })
    expect(outcome.told).toEqual([
      `p failed 3 the server dropped rule 0 tags, ${WIDER}; then after the write the workspace lacks rule 0 operations ${LATER}`,
    ])
    expect(outcome.store.world.get('p')).toEqual(A)
  })
})

test('other approvers after a create: told, and left, since a deny in their place might open another policy', async () => {
  const stored = withRoutes(match.from, route('r', { approvers: { groups: ['g', 'h'] } }))
  const outcome = await runOnFakeStore({ files: { p: match.from }, store: { stores: () => stored } })
  expect(outcome.told).toEqual(['p failed 1 the server dropped route r approvers.match'])
  expect(outcome.store.calls).toEqual(['get p', 'create p', 'list'])
})
