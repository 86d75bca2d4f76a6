import { describe, expect, test } from 'vitest'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planMarkdown } from '../../src/report/plan-markdown.ts'
import { planText } from '../../src/report/plan-text.ts'
import type { PlanView } from '../../src/report/plan-view.ts'
import { planInput, type Situation } from '../support/plan-input.ts'
import { live, spec } from '../support/specs.ts'

const A = spec('allow GET https://a.example/*')

function viewOf(situation: Situation): PlanView {
  const { plan, renames, outage, idleExceptions } = makePlan(planInput(situation))
  const unmanaged = live(situation.now ?? {}, situation.usedBy).filter(({ name }) =>
    plan.unmanaged.includes(name),
  )
  return { plan, ledger: null, unmanaged, renames, outage, idleExceptions, causesOf: () => [] }
}

function told(situation: Situation, ledger: PlanView['ledger'] = null): string {
  return planText({ ...viewOf(situation), ledger }, { color: false, verbose: false })
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
  test('an outage, and which write only tightens', () => {
    const text = told(CROSSING)
    expect(
      text,
    ).toContain(`MEANWHILE   not let through between the two writes of a policy, though before and after it is

  GET https://a.example/x/*   x
`)
    expect(text).toContain('STEPS    in the order of writing; of two numbers the first write only tightens')
    expect(text).toMatch(/^1,3 ~ {2}p /m)
  })

  test.each<[PlanView['ledger'], string]>([
    [null, 'no ledger yet'],
    ['git is not installed', 'no ledger: git is not installed; nothing is deleted'],
    [
      { revision: 'a41c9e2a', appliedAt: '2026-11-20T12:00:00Z', drifted: 0 },
      'ledger a41c9e2, 2 d old · live agrees with it',
    ],
    [
      { revision: 'a41c9e2a', appliedAt: '2026-11-22T11:00:00Z', drifted: 2 },
      'ledger a41c9e2, 60 min old · 2 policies were changed live since',
    ],
  ])('ledger %j', (ledger, expected) => {
    expect(told({}, ledger)).toContain(`3f9c1ab clean · ${expected}`)
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
    [spec('ask', 'allow https://x.example/*'), 'allow any method https://x.example/*'],
    [spec('deny https://policyctl.invalid/*'), 'grants nothing'],
  ])('an unmanaged policy shows its strongest grant', (other, expected) => {
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
    '```diff\n1 + a · 1 rule\n+ allow GET https://a.example/*\n2 - gone · 1 rule\n- allow GET https://a.example/*\n```',
  )
})
