import { describe, expect, test } from 'vitest'
import type { LedgerState, PlanView } from '../../src/answers/plan.ts'
import { planMarkdown } from '../../src/media/plan-markdown.ts'
import { planText } from '../../src/media/plan-text.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { live, spec } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.example/*')

function viewOf(situation: Situation): PlanView {
  const { plan, changes, ...planned } = makePlan(planInput(situation))
  const unmanaged = live(situation.now ?? {}, situation.usedBy).filter(({ name }) =>
    plan.unmanaged.includes(name),
  )
  return {
    plan,
    ledger: null,
    lock: null,
    unmanaged,
    takenOver: new Set(changes.adopted),
    ...planned,
    uncommitted: [],
    configOf: null,
    skipsBlocked: situation.skipBlocked === true,
    unmanagedAre: 'report',
    causesOf: () => [],
    files: [],
  }
}

function told(situation: Situation, more: Partial<PlanView> = {}): string {
  return planText({ ...viewOf(situation), ...more }, { color: false, verbose: false })
}

function stepsIn(text: string): string {
  return text.slice(text.indexOf('STEPS')).split('\n\n')[1] ?? ''
}

const LEDGER: LedgerState = {
  revision: 'a41c9e2a',
  appliedAt: '2026-11-22T11:00:00Z',
  editedLive: [],
  interrupted: [],
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `svc-${index}`)
}

const CROSSING: Situation = {
  files: {
    p: spec('allow GET https://a.example/x/*', 'allow POST https://a.example/y/*'),
    q: spec('ask POST https://a.example/y/*'),
  },
  now: {
    p: spec('allow https://a.example/*', 'ask POST https://b.example/*'),
    q: spec('ask POST https://a.example/x/*'),
  },
  usedBy: { p: ['default/x'] },
}

describe('a plan on a terminal', () => {
  test('a temporary loss, and which write only tightens', () => {
    const text = told(CROSSING)
    expect(text).toContain(`MEANWHILE   denied for a moment, between the two writes of a policy

  GET https://a.example/x/*   x
`)
    expect(text).toContain(
      'STEPS    in the order of writing; a policy with two numbers is written twice, first without what it opens',
    )
    expect(stepsIn(text)).toMatch(/^1,3 ~ {2}p .*\n(?: .*\n)* {2}2 ~ {2}q /)
  })

  test.each<[PlanView['ledger'], string]>([
    [null, 'no ledger yet'],
    ['git is not installed', 'no ledger: git is not installed; nothing is deleted'],
    [{ ...LEDGER, appliedAt: '2026-11-20T12:00:00Z' }, 'ledger a41c9e2, 2 d old · live agrees with it'],
    [
      { ...LEDGER, editedLive: ['svc-10', 'svc-2'] },
      'ledger a41c9e2, 60 min old · 2 policies were changed live since: svc-2, svc-10\n',
    ],
    [
      { ...LEDGER, editedLive: ['a', 'b', 'c', 'd', 'e', 'f'] },
      'ledger a41c9e2, 60 min old · 6 policies were changed live since: a, b, c, d and 2 more (--verbose)\n',
    ],
    [
      { ...LEDGER, interrupted: many(8), editedLive: ['x'] },
      'ledger a41c9e2, 60 min old · 8 policies left by an interrupted apply · 1 policy was changed live since: x\n',
    ],
  ])('ledger %j', (ledger, expected) => {
    expect(told({}, { ledger })).toContain(`3f9c1ab clean · ${expected}`)
  })

  test('as Markdown: a temporary loss, and what is blocked', () => {
    const text = planMarkdown(viewOf(CROSSING), { verbose: false })
    expect(text).toContain(
      '**Meanwhile** denied for a moment, between the two writes of a policy\n\n- `GET https://a.example/x/*`   x\n',
    )
    const situation = { files: { a: A }, now: { a: A, gone: A }, usedBy: { gone: ['default/x'] } }
    expect(planMarkdown(viewOf(situation), { verbose: false })).toContain('| 🔻 | **x** ⛔ blocked |')
    expect(told(situation)).toContain('▼ NARROWER  x   BLOCKED')
  })

  test('a lock that somebody holds', () => {
    const ledger = { ...LEDGER, interrupted: ['p'] }
    const view = { ...viewOf({}), ledger, lock: { holder: 'Nina\u001b[2J', age: '20 s' } }
    const words = 'apply waits for it with --wait; policyctl unlock if that run is dead'
    expect(planText(view, { color: false, verbose: false })).toContain(
      `1 policy left by the apply that holds the lock\nlock held by Nina\\u{1b}[2J, 20 s: ${words}\n`,
    )
    expect(planMarkdown(view, { verbose: false })).toContain(
      'lock held by <code>Nina&#92;u&#123;1b&#125;&#91;2J</code>, 20 s: apply waits',
    )
  })

  test('nothing to do', () => {
    expect(
      told({ files: { p: A }, now: { p: A } })
        .split('\n')
        .slice(3)
        .join('\n'),
    ).toBe('No changes: 1 unchanged in local.\n')
  })

  test.each([
    ['2026-11-21', 'the exception in-use for x ended on 2026-11-21; delete it'],
    [
      '2026-12-31',
      'the exception in-use for x lifts nothing in this plan; delete it if it has done its work',
    ],
  ])('an exception until %s', (until, expected) => {
    const exceptions = [{ guard: 'in-use', policy: 'x', reason: 'retired', until }] as const
    expect(told({ exceptions })).toContain(`EXCEPTIONS   ${expected}`)
    expect(told({ exceptions, only: ['p'] })).not.toContain('EXCEPTIONS')
  })

  test.each<[Spec, string]>([
    [spec('deny https://x.example/*', 'allow GET https://*'), 'allow GET https://*'],
    [
      spec('ask', 'allow https://x.example/*'),
      'allow any method https://x.example/*, approval_required any method any URL',
    ],
    [
      spec('ask', 'allow GET https://b.example/*', 'allow GET https://*', 'allow POST https://a.example/*'),
      'allow GET https://*, allow POST https://a.example/* and 2 more',
    ],
    [spec('deny https://x.example/*'), 'grants nothing'],
    [spec('deny https://policyctl.invalid/*'), 'grants nothing'],
  ])('an unmanaged policy shows its strongest grants, and how many more', (other, expected) => {
    expect(told({ now: { other }, applied: {} })).toContain(
      `UNMANAGED   other   bound to nobody   ${expected}   left alone`,
    )
  })

  test('text of others cannot steer the terminal', () => {
    const hostile = 'https://a.example/\u001b[2J\u202e*'
    const text = told({
      files: { p: spec(`allow ${hostile}`) },
      now: { p: A, q: spec(`allow ${hostile}`) },
      applied: { p: A },
    })
    expect(text).toContain('https://a.example/\\u{1b}[2J\\u{202e}*')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u202e')
  })
})

test('as Markdown: steps with their diffs, and what is blocked', () => {
  const text = planMarkdown(viewOf({ files: { a: A }, now: { gone: A }, usedBy: { gone: ['default/x'] } }), {
    verbose: false,
  })
  expect(text).toContain('## `local`: 1 to create, 1 delete blocked')
  expect(text).toContain('**Apply would refuse**: in-use')
  expect(text).toContain(
    '```diff\n1 + a · 1 rule\n+ allow GET https://a.example/*\n✗ - gone · 1 rule\n- allow GET https://a.example/*\n```',
  )
})

const WIDER = spec('allow https://a.example/*')
const NARROWER = spec('allow GET https://a.example/x/*')

describe('whose change a step undoes', () => {
  test.each<[string, Situation, string]>([
    [
      'edited live',
      { files: { p: A }, now: { p: WIDER }, applied: { p: A } },
      '1 ~  p  rule 0  operations  any method → GET\n        edited live; this overwrites it',
    ],
    [
      'edited on both sides',
      { files: { p: NARROWER }, now: { p: WIDER }, applied: { p: A } },
      'edited live and in the files; this overwrites the live edit',
    ],
    [
      'deleted live',
      { files: { p: A }, now: {}, applied: { p: A }, overrides: { overwriteLive: ['p'] } },
      '1 +  p  1 rule   policies/p.yaml\n        deleted live; this creates it again',
    ],
    [
      'edited live, and its file is gone',
      { files: { q: A }, now: { p: WIDER, q: A }, applied: { p: A, q: A } },
      '1 -  p  1 rule, widest: allow any method https://a.example/*\n        edited live; this deletes it',
    ],
    [
      'never applied from here',
      { files: { p: A }, now: { p: WIDER }, applied: {} },
      'unmanaged until now; this overwrites it',
    ],
    [
      'of the repository',
      { files: { p: WIDER }, now: { p: A } },
      '1 ~  p  rule 0  operations  GET → any method',
    ],
    [
      'narrowed live: the guard says so, once',
      { files: { p: A }, now: { p: NARROWER }, applied: { p: A } },
      '✗ ~  p  rule 0  resource  https://a.example/x/* → https://a.example/*\n        live-narrowed: edited live, which may have made access narrower',
    ],
  ])('%s', (_what, situation, expected) => {
    expect(stepsIn(told(situation))).toContain(expected)
    const origin = expected.split('\n        ')[1]
    if (origin !== undefined && !origin.startsWith('live-narrowed'))
      expect(planMarkdown(viewOf(situation), { verbose: false })).toContain(` · ${origin}\n`)
  })
})

describe('what guards say', () => {
  const deleting: Situation = {
    files: { keep: A },
    now: { keep: A, ftp: A },
    usedBy: { ftp: ['default/billing-agent'] },
  }
  const exceptions = [{ guard: 'in-use', reason: 'TICKET-1', until: '2026-12-31' }] as const

  test('a plan without steps is refused with its reason', () => {
    const text = told({ files: { p: A }, now: { p: A }, overrides: { allowDeletes: 5 } })
    expect(text).toContain(`No changes: 1 unchanged in local.
apply would refuse (exit status 3): mass-delete
  --allow-deletes=5 was given, but the plan deletes 0; --allow-deletes=0 says so
`)
  })

  test('a sentence stands once: the fact with the step, what lifts it with the verdict', () => {
    const text = told(deleting)
    expect(text.split('in use by billing-agent')).toHaveLength(2)
    expect(text).toContain('in-use: in use by billing-agent\n')
    expect(text).toContain(
      'apply would refuse (exit status 3): in-use\n  ftp: unbind it, or --allow-in-use=ftp deletes the policy all the same\n',
    )
  })

  test('--skip-blocked: what is left out', () => {
    expect(told({ ...deleting, skipBlocked: true })).toContain(
      '--skip-blocked leaves out 1 step and ends with status 3: in-use\n  ftp: unbind it',
    )
  })

  test.each<[string, Situation, string]>([
    [
      'an exception',
      { ...deleting, exceptions },
      'in use by billing-agent; lifted by exception "TICKET-1" until 2026-12-31',
    ],
    [
      'an override',
      { ...deleting, overrides: { allowInUse: ['ftp'] } },
      'in use by billing-agent; lifted by --allow-in-use',
    ],
  ])('lifted by %s: shown', (_what, situation, expected) => {
    expect(told(situation)).toContain(`LIFTED   in-use   ftp: ${expected}\n`)
    expect(told(situation)).not.toContain('would refuse')
    const markdown = planMarkdown(viewOf(situation), { verbose: false })
    expect(markdown).toContain('**Lifted**: in-use\n\n- `ftp`: in use by billing-agent; lifted by ')
  })

  test('lifted of the plan as a whole', () => {
    const situation = { files: {}, now: { p: A }, overrides: { allowEmpty: true } }
    expect(told(situation)).toContain(
      'LIFTED   empty-desired   the plan: there is no policy file, but 1 managed policy; lifted by --allow-empty\n',
    )
  })
})

test('a whole rule that comes stands next to its label', () => {
  const files = { p: spec('allow GET https://a.example/*', 'deny https://b.example/*'), q: WIDER }
  expect(stepsIn(told({ files, now: { p: A, q: A } }))).toBe(
    `1 ~  p  rule 1  + deny any method https://b.example/*
2 ~  q  rule 0  operations  GET → any method`,
  )
})

test('of many unmanaged policies the strongest are shown, and how many more', () => {
  const weak = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`weak-${index}`, spec('allow GET https://a.example/x')]),
  )
  const text = told({
    now: { ...weak, reads: spec('allow GET https://*'), writes: spec('allow https://*'), asks: spec('ask') },
    applied: {},
  })
  const names = [...text.matchAll(/UNMANAGED {3}(\S+)/g)].map(([, name]) => name)
  expect([names.length, ...names.slice(0, 3)]).toEqual([20, 'writes', 'reads', 'weak-0'])
  expect(text).toContain(
    'and 13 more unmanaged policies, allow GET https://a.example/x at most (--verbose)\n',
  )
})

test('names count as people do', () => {
  const files = Object.fromEntries(['svc-10', 'svc-2', 'svc-1'].map((name) => [name, A]))
  expect(stepsIn(told({ files })).match(/svc-\d+/g)).toEqual([
    'svc-1',
    'svc-1',
    'svc-2',
    'svc-2',
    'svc-10',
    'svc-10',
  ])
  expect(told({ files }).match(/bound to svc-\d+/g)).toEqual(
    ['svc-1', 'svc-2', 'svc-10'].map((name) => `bound to ${name}`),
  )
  const text = told({ now: files, applied: {} })
  expect([...text.matchAll(/UNMANAGED {3}(\S+)/g)].map(([, name]) => name)).toEqual([
    'svc-1',
    'svc-2',
    'svc-10',
  ])
})

test('a guardrail that was broken before is told apart from one that a step breaks', () => {
  const guardrails = [{ name: 'no-writes', on: { operations: ['POST'] }, never: 'allow' as const }]
  const before = told({
    files: { p: A },
    now: { stranger: spec('allow POST https://b.example/*') },
    applied: {},
    guardrails,
  })
  expect(before).toContain(
    'no file has stranger, so no apply changes it; adopt it and narrow it, or fix it live',
  )
  expect(before).toContain('already broken; no step of this plan contributes to it')
  expect(before).not.toContain('apply would refuse')
  const by = told({ files: { p: spec('allow POST https://b.example/*') }, now: { p: A }, guardrails })
  expect(by).not.toContain('broken already')
  expect(by).toContain('apply would refuse (exit status 3): guardrail')
})
