/** The sentences of the page: the answers to questions, and the changes. */
import { describe, expect, test } from 'vitest'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import { answerRows } from '../../src/page/answer.ts'
import { answerText } from '../../src/page/answer-words.ts'
import { changeGroups } from '../../src/page/change-sentences.ts'
import { foldRows } from '../../src/page/fold-rows.ts'
import type { PageModel } from '../../src/page/page-model.ts'
import { barringOf } from '../../src/page/policy-words.ts'
import { NO_QUESTION, type PageQuestion } from '../../src/page/question.ts'
import { searchOf } from '../../src/page/search.ts'
import { seededRandom } from '../../src/page/seeded-random.ts'
import type { Route, Rule, Spec } from '../../src/policy/policy.ts'
import { modelOf, rowOf } from './model-of-sides.ts'

const STRIPE = 'https://api.stripe.com'

function rule(permission: Rule['permission'], operations: readonly string[], path: string): Rule {
  return { permission, operations: [...operations], resource: `${STRIPE}${path}` }
}

function asks(group: string, connector: string): Route {
  return { name: `${group}-route`, approvers: { groups: [group] }, delivery: { connectors: [connector] } }
}

const SPECS: Readonly<Record<string, Spec>> = {
  refunds: {
    policies: [rule('allow', ['GET'], '/v1/refunds/*'), rule('approval_required', ['POST'], '/v1/refunds')],
    approvals: [asks('finance', 'slack-money')],
  },
  everything: { policies: [rule('allow', ['POST'], '/*')] },
  cleanup: {
    policies: [rule('allow', ['DELETE'], '/v1/tickets/*'), rule('deny', ['DELETE'], '/v1/tickets/hold/*')],
  },
  secrets: { policies: [{ permission: 'deny', resource: 'https://vault.example/*' }] },
  loose: { policies: [rule('allow', ['PURGE'], '/cache/*')] },
}

function sideOf(bindings: Readonly<Record<string, readonly string[]>>): AccessSide {
  return { policies: new Map(Object.entries(SPECS)), bindings: new Map(Object.entries(bindings)) }
}

const MODEL = modelOf([
  null,
  sideOf({
    'default/clerk': ['refunds', 'secrets'],
    'default/janitor': ['cleanup'],
    'default/wide': ['everything'],
  }),
])

function sentences(question: Partial<PageQuestion>, model: PageModel = MODEL): readonly string[] {
  const asked = { ...NO_QUESTION, ...question }
  const search = searchOf(model)
  const asking = { model, folds: foldRows(model), search }
  const relaxed = answerRows(asking, { ...asked, decision: '', group: '' })
  const terms = search.termsOf(asked.text)
  return answerText(model, asked, { rows: answerRows(asking, asked), relaxed, terms }).sentences
}

const BY_RULES = 'by the rules in this file.'

describe('answers', () => {
  test.each<readonly [Partial<PageQuestion>, readonly string[]]>([
    [{ method: 'DELETE', decision: 'free' }, ['1 agent may DELETE something without a human: janitor.']],
    [
      { method: 'PURGE', decision: 'free' },
      [
        `No agent of this page may PURGE anything without a human, ${BY_RULES}`,
        'The policy loose, bound to no known agent, would let any agent bound to it do so without a human.',
      ],
    ],
    [
      { method: 'DELETE', decision: 'human' },
      [
        `No agent of this page may DELETE anything after a human approves, ${BY_RULES}`,
        'But 1 agent may DELETE something without a human: janitor.',
      ],
    ],
    [
      { text: 'who approves refunds' },
      [
        '2 agents may GET, POST something that matches “refunds” without a human: clerk, wide.',
        '1 agent may POST something that matches “refunds” after a human approves: clerk. Approvers: finance.',
      ],
    ],
    [
      { text: 'hold', method: 'DELETE' },
      [`No agent of this page may DELETE anything that matches “hold”, ${BY_RULES}`],
    ],
    [
      { text: 'hold', method: 'DELETE', decision: 'denied' },
      [
        'At one or more of the hosts below, 3 agents may not DELETE anything that matches “hold”: clerk, janitor, wide.',
      ],
    ],
    [
      { text: 'slack-money' },
      [
        '1 agent may POST something that matches “slack-money” after a human approves: clerk. Approvers: finance.',
      ],
    ],
    [{ method: 'GET', writes: true }, ['GET only reads, and ‘only writes’ is ticked: nothing is both.']],
    [{ text: 'vault' }, [`No agent of this page may send anything that matches “vault”, ${BY_RULES}`]],
  ])('%j', (question, expected) => {
    expect(sentences(question)).toEqual(expected)
  })

  test.each([
    [
      'somebody may where a rule lets through more than it names',
      [rule('allow', ['GET'], '/v1/refunds/*')],
      {},
      [
        'Only the lines below could let a request with “zzqx” in its path through, since each allows more paths of its host than it names.',
      ],
    ],
    [
      'also at hosts that no rule names',
      [{ permission: 'allow', operations: ['GET'], resource: 'https://*' }],
      {},
      [/ in its host or path through, since each allows more hosts or paths than it names\.$/],
    ],
    [
      'nobody may where each rule names what it lets through',
      [rule('allow', ['GET'], '/v1/refunds'), rule('deny', ['GET'], '/*')],
      {},
      ['So nobody may send such a request: no rule here lets through a host or path that it does not name.'],
    ],
    [
      'nor by the rules that fit the rest',
      [rule('allow', ['GET'], '/v1/*'), rule('allow', ['POST'], '/v1/refunds')],
      { method: 'POST' },
      [/: no rule here that fits the rest of the question lets through/],
    ],
    [
      'a method of that name may pass where a rule names no method',
      [rule('allow', [], '/v1/refunds')],
      {},
      [/^So nobody may send such a request: /, /^Is it a method\?/],
    ],
  ] as const)('a word that nothing is called by: %s', (_title, rules, question, expected) => {
    const policies = new Map([['p', { policies: [...rules] as Rule[] }]])
    const model = modelOf([null, { policies, bindings: new Map([['default/a', ['p']]]) }])
    const [unknown, ...said] = sentences({ text: 'zzqx', ...question }, model)
    expect(unknown).toMatch(/^Nothing in this page is called “zzqx”: /)
    expect(said).toHaveLength(expected.length)
    for (const [index, one] of expected.entries()) expect(said[index]).toMatch(one)
  })

  test.each<readonly [string, readonly Rule[], readonly string[], string]>([
    [
      'bound to nobody',
      [{ permission: 'deny' }],
      [],
      'break-glass: bound to no agent in these files; it denies everything, and wins over whatever other policies allow.',
    ],
    [
      'of an agent',
      [rule('deny', ['GET'], '/v1/*')],
      ['break-glass'],
      'break-glass: bound to a; it only denies (deny GET https://api.stripe.com/v1/*), so it allows nothing.',
    ],
    [
      'with tags',
      [{ permission: 'deny', tags: ['money'] }],
      [],
      'break-glass: bound to no agent in these files; it only denies (deny any method any URL [tags: money]), so it allows nothing.',
    ],
  ])('a search for a policy that allows nothing: %s', (_title, rules, bound, expected) => {
    const other: Spec = { policies: [rule('allow', ['GET'], '/v1/refunds')] }
    const policies = new Map([
      ['break-glass', { policies: [...rules] }],
      ['other', other],
    ])
    const model = modelOf([null, { policies, bindings: new Map([['default/a', ['other', ...bound]]]) }])
    expect(sentences({ text: 'break-glass' }, model)).toEqual([expected])
  })

  test('a host where nothing passes has its rules that deny, or none that lets anything through', () => {
    const clerk = rowOf(MODEL, 'default/clerk')
    const at = (row: number, origin: string | null) => {
      const { isGranted, denying } = barringOf(MODEL, row, MODEL.columns.indexOf(origin))
      return [isGranted, denying.map(({ name }) => name)]
    }
    expect(at(clerk, 'https://vault.example')).toEqual([false, ['secrets#0']])
    expect(at(clerk, STRIPE)).toEqual([true, []])
    expect(at(rowOf(MODEL, 'default/janitor'), 'https://vault.example')).toEqual([false, []])
  })

  test('an answer says what it did not look at', () => {
    const document = {
      ...MODEL.document,
      omitted: { rows: 12 },
      unreadable: [{ policy: 'odd', message: '' }],
    }
    expect(sentences({ method: 'DELETE' }, { ...MODEL, document } as PageModel).slice(1)).toEqual([
      'Not looked at: the 12 rows that are left out of this page.',
      'Not looked at: policies that cannot be read (odd).',
    ])
  })
})

describe('changes', () => {
  const before = { policies: [rule('approval_required', ['POST'], '/*')], approvals: [asks('finance', 's')] }
  test.each<readonly [string, Spec, Spec, string, string]>([
    [
      'opens',
      before,
      { policies: [rule('allow', ['POST'], '/*')] },
      'wider',
      `a, b may POST ${STRIPE}/* without a human. Before: approval by finance.`,
    ],
    [
      'is rerouted',
      before,
      { ...before, approvals: [asks('leads', 's')] },
      'rerouted',
      `a, b may still POST ${STRIPE}/* after approval, but by leads. Before: by finance.`,
    ],
    [
      'is asked of nobody named',
      before,
      { policies: before.policies },
      'rerouted',
      `a, b may still POST ${STRIPE}/* after approval, but by an administrator (no approval route matches). Before: by finance.`,
    ],
    [
      'now needs a human',
      { policies: [rule('allow', ['POST'], '/*')] },
      before,
      'narrower',
      `a, b may POST ${STRIPE}/* only after approval by finance. Before: free, without a human.`,
    ],
    [
      'closes',
      before,
      { policies: [] },
      'narrower',
      `a, b may no longer POST ${STRIPE}/*. Before: approval by finance.`,
    ],
  ])('what %s', (_title, was, is, direction, sentence) => {
    const bindings = new Map([
      ['default/a', ['p']],
      ['default/b', ['p']],
    ])
    const [from, to] = [was, is].map((spec) => ({ policies: new Map([['p', spec]]), bindings }))
    if (from === undefined || to === undefined) throw new Error('two sides')
    const groups = changeGroups(modelOf([from, to]))
    expect(
      groups.map((group) => [
        group.direction,
        group.sentences.map(({ text, before }) => `${text}. ${before}`),
      ]),
    ).toEqual([[direction, [sentence]]])
  })

  test('a change of a wide pattern is told once, not once a host', () => {
    const hosts = ['a', 'b', 'c', 'd'].map((name) => ({
      permission: 'deny' as const,
      resource: `https://${name}/x`,
    }))
    const bindings = new Map([['default/a', ['p']]])
    const side = (rules: readonly Rule[]): AccessSide => ({
      policies: new Map([['p', { policies: [...hosts, ...rules] }]]),
      bindings,
    })
    const [group] = changeGroups(
      modelOf([side([]), side([{ permission: 'allow', operations: ['GET'], resource: 'https://*' }])]),
    )
    expect(group?.sentences.map(({ text, before }) => `${text}. ${before}`)).toEqual([
      expect.stringMatching(/^a may GET https:\S+, \S+ and 3 more without a human\. Before: denied\.$/),
    ])
  })
})

test('made-up numbers are the same for the same text, and spread', () => {
  const take = (text: string): readonly number[] => Array.from({ length: 400 }, seededRandom(text))
  expect(take('a')).toEqual(take('a'))
  expect(take('a')).not.toEqual(take('b'))
  expect(take('a').every((one) => one >= 0 && one < 1)).toBe(true)
  expect(new Set(take('a').map((one) => Math.floor(one * 10))).size).toBe(10)
})
