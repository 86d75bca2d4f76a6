import { describe, expect, test } from 'vitest'
import type { Guardrail } from '../../src/access/questions/guardrail.ts'
import { type DriftAnswer, type DriftView, driftAnswer } from '../../src/answers/drift.ts'
import { driftMarkdown } from '../../src/media/drift-markdown.ts'
import { driftText } from '../../src/media/drift-text.ts'
import { makeDrift } from '../../src/plan/make-drift.ts'
import type { Binding } from '../../src/policy/binding.ts'
import { bindingsFromUsage } from '../../src/policy/live-bindings.ts'
import type { Spec } from '../../src/policy/policy.ts'
import type { Tool } from '../../src/policy/tool.ts'
import { PLAIN } from '../support/builders/answers.ts'
import { ledgerOf, live, spec } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow https://a.example/*')
const NARROWER = spec('allow GET https://a.example/x/*')
const TIGHT = spec('deny https://policyctl.invalid/*')

type Specs = Readonly<Record<string, Spec>>

interface Situation {
  readonly files?: Readonly<Record<string, Spec | null>>
  readonly now?: Specs
  readonly applied?: Specs
  readonly pending?: Readonly<Record<string, readonly (Spec | null)[]>>
  readonly former?: readonly string[]
  readonly usedBy?: Readonly<Record<string, string[]>>
  /** Pairs of PolicyBinding documents. */
  readonly documents?: readonly Binding[]
  readonly lock?: DriftView['lock']
  readonly namedTarget?: string
  readonly guardrails?: readonly Guardrail[]
  readonly tools?: readonly Tool[]
  readonly unmanagedAre?: DriftView['unmanagedAre']
}

function answerOf(situation: Situation): DriftAnswer {
  const { files = {}, now = {}, applied = {}, pending = {}, former = [], usedBy = {} } = situation
  const ledger = ledgerOf(applied, pending)
  const found = makeDrift({
    ledger,
    live: live(now, usedBy),
    liveBindings: bindingsFromUsage(live(now, usedBy)),
    former: new Set(former),
    bindings: situation.documents ?? [],
    wanted: new Map(Object.entries(files)),
    guardrails: situation.guardrails ?? [],
    serverFields: [],
    tools: situation.tools ?? null,
  })
  const { lock = null, namedTarget = null, unmanagedAre = 'report' } = situation
  const about = {
    target: 'local',
    ledger: ledger.revision,
    lock,
    namedTarget,
    tool: 'policyctl',
    unmanagedAre,
    causesOf: () => [],
  }
  return driftAnswer({ found, ...about }, { exitCode: false })
}

function told(situation: Situation): string {
  return driftText(answerOf(situation), PLAIN)
}

function choicesOf(situation: Situation): string {
  return told(situation).split('\n\n').at(-1) ?? ''
}

describe('what can be done about a live edit', () => {
  test.each<[string, Situation, string]>([
    [
      'wider',
      { files: { p: A }, now: { p: WIDER }, applied: { p: A } },
      'put back  policyctl apply --only p\nkeep      policyctl pull p\n',
    ],
    [
      'narrower: apply is refused without the option',
      {
        files: { 'svc-10': A, 'svc-2': A, w: A },
        now: { 'svc-10': NARROWER, 'svc-2': NARROWER, w: WIDER },
        applied: { 'svc-10': A, 'svc-2': A, w: A },
        namedTarget: 'pro duction',
      },
      "put back  policyctl apply --only svc-2 svc-10 w --overwrite-live=svc-2,svc-10 --target 'pro duction'\nkeep      policyctl pull svc-2 svc-10 w --target 'pro duction'\n",
    ],
    [
      'deleted',
      { files: { p: A }, applied: { p: A } },
      'put back  policyctl apply --only p --overwrite-live=p\nkeep      policyctl pull p\n',
    ],
    [
      'narrower, and the files narrow further',
      { files: { p: spec('deny') }, now: { p: NARROWER }, applied: { p: A } },
      'put back  policyctl apply --only p\nkeep      policyctl pull p\n',
    ],
    [
      'pulled already',
      { files: { p: WIDER }, now: { p: WIDER }, applied: { p: A } },
      'record    policyctl apply   p: the files say the same as live by now, so an apply only records it in the ledger\n',
    ],
    [
      'in no file any more',
      { now: { p: WIDER }, applied: { p: A } },
      'delete    policyctl apply --only p   p: in no file any more\nkeep      policyctl pull p\n',
    ],
    [
      'brought back: apply would do nothing',
      { now: { p: A }, former: ['p'] },
      'keep      policyctl pull p\nby hand   p: an earlier apply deleted it, and somebody created it again: apply leaves it alone, so delete it live\n',
    ],
    [
      'in a file that is not sound',
      { files: { p: null }, now: { p: WIDER }, applied: { p: A } },
      'put back  policyctl apply --only p\nkeep      policyctl pull p\n',
    ],
  ])('%s', (_what, situation, expected) => {
    expect(choicesOf(situation)).toBe(expected)
  })

  test('in Markdown', () => {
    const answer = answerOf({ files: { p: A }, applied: { p: A }, namedTarget: 'production' })
    expect(driftMarkdown(answer, PLAIN)).toContain(
      '- **put back** `policyctl apply --only p --overwrite-live=p --target production`\n- **keep** `policyctl pull p --target production`\n',
    )
  })
})

describe('what is no drift', () => {
  test.each<[string, Situation, string]>([
    [
      'an interrupted apply: what is done, and what is to go',
      {
        files: { done: A, tight: A, waits: A, new: A },
        now: { done: A, tight: TIGHT, waits: WIDER },
        applied: { done: WIDER, tight: WIDER, waits: WIDER },
        pending: { done: [WIDER, A], tight: [WIDER, TIGHT, A], waits: [WIDER, A], new: [null, A] },
      },
      `nobody edited local live; 4 policies differ from the ledger of local (a41c9e2) because an apply has not finished

INTERRUPTED   an apply was cut off here; policyctl apply finishes it
    written   done
    to go     new, tight, waits
`,
    ],
    [
      'an interrupted apply that wrote all',
      { files: { p: A }, now: { p: A }, applied: { p: WIDER }, pending: { p: [WIDER, A] } },
      `nobody edited local live; 1 policy differs from the ledger of local (a41c9e2) because an apply has not finished

INTERRUPTED   an apply was cut off here; policyctl apply records it in the ledger
    written   p
`,
    ],
    [
      'an apply that holds the lock',
      {
        files: { p: A },
        now: { p: TIGHT },
        applied: { p: WIDER },
        pending: { p: [WIDER, TIGHT, A] },
        lock: { holder: 'Nina\u001b', age: '20 s' },
        namedTarget: 'local',
      },
      `nobody edited local live; 1 policy differs from the ledger of local (a41c9e2) because an apply has not finished

INTERRUPTED   Nina\\u{1b} holds the lock, 20 s: that apply is at work, or was cut off; if it was, policyctl unlock --target local, and policyctl apply --target local finishes it
    to go     p
`,
    ],
    [
      'adopted',
      { files: { p: A }, now: { p: A }, pending: { p: [A] } },
      `live agrees with the ledger of local (a41c9e2)

ADOPTED   p   not applied yet; policyctl apply takes it over, and from then on an apply without its file deletes it; the widest is p, bound to nobody: allow GET https://a.example/*
`,
    ],
    [
      'adopted, and its file is gone again or not here',
      { now: { p: A }, pending: { p: [A] }, usedBy: { p: ['default/bot'] } },
      `live agrees with the ledger of local (a41c9e2), but 1 policy that is not managed from here grants access

ADOPTED   p   bot   allow GET https://a.example/*   in no file here, left alone
`,
    ],
    [
      'adopted, then deleted live',
      { files: { p: A }, pending: { p: [A] } },
      'live agrees with the ledger of local (a41c9e2)\n',
    ],
  ])('%s', (_what, situation, expected) => {
    expect(told(situation)).toBe(expected)
  })

  test('in Markdown, and in the document adopted policies are unmanaged', () => {
    const answer = answerOf({
      files: { p: A, w: A },
      now: { p: A, q: A, w: WIDER },
      applied: { w: WIDER },
      pending: { p: [A], w: [WIDER, A] },
    })
    expect(answer.document.unmanaged).toEqual(['p', 'q'])
    const text = driftMarkdown(answer, PLAIN)
    expect(text).toContain(
      '**Interrupted**: an apply was cut off here; `policyctl apply` finishes it\n\n- to go: `w`',
    )
    expect(text).toContain(
      '**Adopted**: not applied yet; `policyctl apply` takes it over, and from then on an apply without its file deletes it; the widest is `p`, bound to nobody: `allow GET https://a.example/*`\n\n- `p`',
    )
    expect(text).toContain('- `q`, bound to `nobody`: `allow GET https://a.example/*`')
  })
})

test('a command names up to eight policies, and else says that it writes more', () => {
  const names = Array.from({ length: 9 }, (_, index) => `p${index}`)
  const all = (of: Spec) => Object.fromEntries(names.map((name) => [name, of]))
  const choices = choicesOf({ files: all(A), now: all(WIDER), applied: all(A) })
  expect(choices).toMatch(/^put back {2}policyctl apply {3}p0, .*: this apply also writes everything else/)
})

describe('the first line and the heading beside what nobody manages', () => {
  test.each<[string, Situation, string, string]>([
    [
      'an open door: it is named',
      { now: { evil: spec('allow https://*'), small: A }, usedBy: { evil: ['default/sales'] } },
      'live agrees with the ledger of local (a41c9e2), but 2 policies that are not managed from here grant access',
      '## No drift in local, but 2 policies that are not managed from here grant access',
    ],
    [
      'one that only denies',
      { now: { stop: spec('deny https://a.example/*') } },
      'live agrees with the ledger of local (a41c9e2); 1 policy is not managed from here',
      '## No drift in local',
    ],
    [
      'what the config only wants counted',
      { now: { evil: spec('allow https://*') }, unmanagedAre: 'ignore' },
      'live agrees with the ledger of local (a41c9e2); 1 policy is not managed from here',
      '## No drift in local',
    ],
  ])('%s', (_what, situation, first, heading) => {
    expect(told(situation).split('\n')[0]).toBe(first)
    expect(driftMarkdown(answerOf(situation), PLAIN).split('\n')[0]).toBe(heading)
  })

  test('one that nobody can read is not called no drift', () => {
    const [odd] = live({ odd: A }, {})
    const { document, view, ...answer } = answerOf({})
    const seen = {
      ...answer,
      document: { ...document, unmanaged: ['odd'] },
      view: { ...view, madeElsewhere: odd === undefined ? [] : [{ ...odd, fault: 'spec is no object' }] },
    }
    expect(driftText(seen, PLAIN)).toMatch(/, but 1 live policy cannot be read\n/)
    expect(driftMarkdown(seen, PLAIN)).toMatch(/^## No drift in local, but 1 live policy cannot be read\n/)
  })
})

test.each([
  ['https://a.example', ''],
  ['https://b.example', ', once a tool for that is registered'],
])('the first line says when what was opened waits for a tool: %s', (baseUrl, rest) => {
  const tools = [{ name: 'x', baseUrl, riskTags: [], capabilities: [] }]
  const text = told({
    files: { p: A },
    now: { p: spec('allow PUT https://a.example/*') },
    applied: { p: A },
    usedBy: { p: ['default/bot'] },
    tools,
  })
  expect(text.split('\n')[0]).toBe(
    `1 policy was changed outside git in local: bot may PUT https://a.example/* with no human${rest}`,
  )
})

test('a guardrail that a policy without a file breaks is named, with what breaks it', () => {
  const text = told({
    files: { p: A },
    now: { p: A, stranger: WIDER },
    applied: { p: A },
    usedBy: { stranger: ['default/etl'] },
    guardrails: [{ name: 'no-writes', on: { operations: ['POST'] }, never: 'allow' }],
  })
  expect(text).toContain(`GUARDRAILS   0 of 1 proven

✗ BROKEN    no-writes
            etl: POST https://a.example/
            allowed
            stranger#0
            no file has stranger, so no apply changes it; adopt it and narrow it, or fix it live`)
})

test('an answer that stands for several targets says for how many', () => {
  const targets = ['dev-1', 'dev-2', 'dev-3']
  const text = (situation: Situation) => driftText(answerOf(situation), { ...PLAIN, targets })
  expect(text({})).toContain('live agrees with the ledger of each of 3 targets\n')
  const spec = { policies: [{ permission: 'allow' as const, resource: 'https://a.example/*' }] }
  expect(text({ applied: { a: spec } })).toContain('1 policy was changed outside git in each of 3 targets')
})

test('agents that documents alone bind are said to be so, in every medium', () => {
  const situation = {
    files: { p: A },
    now: { p: WIDER },
    applied: { p: A },
    documents: [{ agent: 'default/bot', policy: 'p' }],
  }
  const why =
    'the workspace does not name these agents: only PolicyBinding documents in the files say which policies they have'
  expect(told(situation)).toContain(`NOT BOUND LIVE   bot   ${why}\n`)
  const answer = answerOf(situation)
  expect(driftMarkdown(answer, PLAIN)).toContain(`**Not bound live**: ${why}\n\n- bot`)
  expect(told({ ...situation, usedBy: { p: ['default/bot'] } })).not.toContain('NOT BOUND LIVE')
})
