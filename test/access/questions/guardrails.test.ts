import { describe, expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { checkGuardrails, type Guardrail } from '../../../src/access/questions/guardrails.ts'
import { newlyBroken } from '../../../src/access/questions/newly-broken.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { route, spec, withRoutes } from '../../support/specs.ts'

function side(
  policies: Readonly<Record<string, Spec>>,
  bindings: Readonly<Record<string, string[]>> = {},
): AccessSide {
  return { policies: new Map(Object.entries(policies)), bindings: new Map(Object.entries(bindings)) }
}

const STRIPE = { operations: ['POST', 'delete'], resource: 'https://api.stripe.com/*' }
const noPayments: Guardrail = { name: 'no-unapproved-payments', on: STRIPE, never: 'allow' }
const byFinance: Guardrail = { name: 'by-finance', on: STRIPE, approvedBy: ['finance'] }
const finance = route('finance-route', { approvers: { groups: ['finance'] } })
const anyone = { bindings: 'any' as const }
const ASK = 'ask POST,DELETE https://api.stripe.com/*'

test.each<[string, Guardrail, Spec, string]>([
  ['reads only', noPayments, spec('allow GET https://api.stripe.com/*'), 'proven'],
  ['a write is allowed', noPayments, spec('allow POST https://api.stripe.com/v1/refunds*'), 'violated'],
  [
    'a method in lower case is allowed',
    noPayments,
    spec('allow post https://api.stripe.com/v1/*'),
    'violated',
  ],
  ['a wider allow with an approval over it', noPayments, spec('allow https://*', ASK), 'proven'],
  [
    'a wider allow, the approval asks for one tag only',
    noPayments,
    spec('allow https://*', `${ASK} #x`),
    'violated',
  ],
  ['held back by a rule for every request', noPayments, spec('allow https://*', 'deny'), 'unproven'],
  [
    'held back on one URL, without its queries',
    { ...noPayments, on: { resource: 'https://api.stripe.com/v1/pay' } },
    spec('allow https://*', 'deny https://api.stripe.com/v1/pay'),
    'unproven',
  ],
  ['a tag that no such tool has', noPayments, spec('allow POST https://example.com/* #x'), 'unproven'],
  ['a * before the end', noPayments, spec('allow POST https://*.stripe.com/*'), 'violated'],
  ['a * before the end withholds', noPayments, spec('allow https://*', 'deny https://*.com/*'), 'unproven'],
  ['an open port', noPayments, spec('allow POST https://api.stripe.com:443*'), 'unproven'],
  ['approved by finance', byFinance, withRoutes(spec(ASK), finance), 'proven'],
  ['approved by somebody else', byFinance, withRoutes(spec(ASK), route('x')), 'violated'],
  [
    'approved by both',
    byFinance,
    withRoutes(spec(ASK), route('x', { approvers: { groups: ['finance', 'x'] } })),
    'violated',
  ],
  ['no route', byFinance, spec(ASK), 'violated'],
  [
    'a route for one tool only',
    byFinance,
    withRoutes(spec(ASK), { ...finance, toolIds: ['stripe'] }),
    'violated',
  ],
  ['others stand behind finance', byFinance, withRoutes(spec(ASK), finance, route('x')), 'proven'],
  ['others stand before finance', byFinance, withRoutes(spec(ASK), route('x'), finance), 'violated'],
  ['never asked', { ...noPayments, never: 'approval_required' }, spec(ASK), 'violated'],
  ['not asked there', { ...noPayments, never: 'approval_required' }, spec('ask POST https://h/*'), 'proven'],
])('checkGuardrails: %s', (_what, guardrail, policy, status) => {
  const [known] = checkGuardrails([guardrail], side({ p: policy }, { 'default/a': ['p'] }))
  expect(known?.result).toBe(status)
  const [any] = checkGuardrails([{ ...guardrail, ...anyone }], side({ p: policy }))
  expect(any?.result).toBe(status)
})

test('a violation: the counterexample and the rule that causes it', () => {
  const policies = { p: spec('allow GET https://*', 'allow POST https://api.stripe.com/v1/*') }
  expect(checkGuardrails([noPayments], side(policies, { 'default/a': ['p', 'gone'] }))).toEqual([
    {
      name: 'no-unapproved-payments',
      result: 'violated',
      agents: 1,
      policies: 1,
      unmatched: [],
      because: [{ policy: 'p', rule: 1 }],
      counterexample: {
        agent: 'default/a',
        policies: ['p'],
        decision: 'allow',
        route: null,
        request: {
          method: 'POST',
          url: 'https://api.stripe.com/v1/',
          tags: [],
          tool: null,
          capability: null,
        },
      },
    },
  ])
})

test('tags of the guardrail: only tools that carry one of them', () => {
  const tagged: Guardrail = { name: 'g', on: { tags: ['financial'] }, never: 'allow' }
  const check = (...rules: string[]) =>
    checkGuardrails([tagged], side({ p: spec(...rules) }, { 'default/a': ['p'] }))[0]
  expect(check('allow GET https://h/* #financial')?.counterexample?.request.tags).toEqual(['financial'])
  expect(check('allow GET https://h/*', 'deny #financial')?.result).toBe('proven')
  expect(check('allow GET https://h/* #public')).toMatchObject({
    result: 'violated',
    counterexample: { request: { tags: ['financial', 'public'] } },
  })
})

test('agents: globs, on the bare name too', () => {
  const policies = { p: spec('allow POST https://api.stripe.com/*') }
  const known = side(policies, { 'default/billing-agent': ['p'], 'ops/etl': [] })
  const statusFor = (agents: string[]) => checkGuardrails([{ ...noPayments, agents }], known)[0]
  expect(statusFor(['billing-*'])?.result).toBe('violated')
  expect(statusFor(['ops/*'])).toMatchObject({ result: 'proven', agents: 1, policies: 0 })
  expect(statusFor(['nobody'])).toMatchObject({
    result: 'matches-nothing',
    agents: 0,
    unmatched: [{ part: 'agents', value: 'nobody', reason: 'is no agent that is known' }],
  })
  expect(statusFor(['ops/*', 'nobdy'])?.result).toBe('matches-nothing')
  expect(statusFor(['billing-*', 'nobody'])?.result).toBe('violated')
})

test('a policy that withholds does not count where any binding does', () => {
  const policies = { a: spec('allow https://*'), b: spec(ASK) }
  const known = side(policies, { 'default/x': ['a', 'b'] })
  expect(checkGuardrails([noPayments], known)[0]?.result).toBe('proven')
  expect(checkGuardrails([{ ...noPayments, ...anyone }], known)[0]).toMatchObject({
    result: 'violated',
    counterexample: { agent: null, policies: ['a'] },
  })
})

test('routes of other policies may serve under another reading', () => {
  const policies = {
    a: withRoutes(spec(ASK), finance),
    b: withRoutes(spec('allow GET https://h/*'), route('x')),
  }
  expect(checkGuardrails([byFinance], side(policies, { 'default/x': ['a', 'b'] }))[0]?.result).toBe(
    'unproven',
  )
  expect(checkGuardrails([byFinance], side(policies, { 'default/x': ['a'] }))[0]?.result).toBe('proven')
})

test('a policy bound to no known agent: held against as if an agent had it alone', () => {
  const policies = {
    open: spec('allow POST https://api.stripe.com/*'),
    other: spec('allow GET https://x.example/*'),
  }
  const [unbound] = checkGuardrails([noPayments], side(policies, { 'default/a': ['other'] }))
  expect(unbound).toMatchObject({ result: 'violated', counterexample: { agent: null, policies: ['open'] } })
  const [elsewhere] = checkGuardrails(
    [{ ...noPayments, agents: ['a'] }],
    side(policies, { 'default/a': ['other'] }),
  )
  expect(elsewhere?.result).toBe('proven')
})

describe('what speaks of nothing is never proven', () => {
  const pays = side(
    { p: spec('allow POST https://api.stripe.com/v1/charges') },
    { 'default/billing-agent': ['p'] },
  )
  test.each<[string, Partial<Guardrail>, string, string?]>([
    ['every method', { on: { operations: ['*'] } }, 'violated'],
    ['every method beside a slip', { on: { operations: ['PSOT', '*'] } }, 'violated'],
    ['every request', {}, 'violated'],
    [
      'a method that is none',
      { on: { operations: ['PSOT'] } },
      'matches-nothing',
      "'PSOT' is no HTTP method",
    ],
    [
      'one of two methods is none',
      { on: { operations: ['GET', 'PSOT'] } },
      'matches-nothing',
      "'PSOT' is no HTTP method",
    ],
    ['no scheme', { on: { resource: 'api.stripe.com/*' } }, 'matches-nothing', 'no scheme and host'],
    ['no host', { on: { resource: 'https:///v1/*' } }, 'matches-nothing', 'no scheme and host'],
    [
      'a placeholder',
      { on: { resource: 'https://api.stripe.com/{version}/charges' } },
      'matches-nothing',
      "'{…}'",
    ],
    ['an expression', { on: { resource: '^https://api.stripe.com/v1/charges$' } }, 'matches-nothing', "'^'"],
    ['a blank', { on: { resource: ' https://api.stripe.com/*' } }, 'matches-nothing', 'a blank'],
    ['a user name', { on: { resource: 'https://me@api.stripe.com/*' } }, 'matches-nothing', 'user name'],
    ['a * before the default port', { on: { resource: 'https://*.stripe.com:443/*' } }, 'violated'],
    [
      'an agent that nobody knows',
      { agents: ['billing-agnet'] },
      'matches-nothing',
      "'billing-agnet' is no agent",
    ],
    ['a namespace that nobody knows', { agents: ['prod/*'] }, 'matches-nothing', "'prod/*' is no agent"],
  ])('%s', (_what, part, result, reason = '') => {
    const [found] = checkGuardrails([{ name: 'g', never: 'allow', ...part }], pays)
    expect(found?.result).toBe(result)
    expect(found?.unmatched.map((one) => `'${one.value}' ${one.reason}`).join()).toContain(reason)
  })

  test('a method that HTTP does not know and a rule names is one', () => {
    const policies = { p: spec('allow PURGE https://h/*') }
    const [found] = checkGuardrails(
      [{ name: 'g', on: { operations: ['purge'] }, never: 'allow' }],
      side(policies),
    )
    expect(found).toMatchObject({ result: 'violated', unmatched: [] })
  })
})

describe('what a change breaks, and what was broken before', () => {
  const broken = { stranger: spec('allow POST https://api.stripe.com/*') }
  const bindings = { 'default/a': ['p', 'stranger'], 'default/b': ['p', 'guard'] }
  const sides = (before: Record<string, Spec>, after: Record<string, Spec>) => ({
    before: side(before, bindings),
    after: side(after, bindings),
  })
  test('a step elsewhere breaks nothing', () => {
    const p = spec('allow GET https://h/*')
    expect(newlyBroken(noPayments, sides({ ...broken }, { ...broken, p }))).toBe(null)
  })
  test('a step that breaks it once more is named, although it was broken', () => {
    const p = spec('allow DELETE https://api.stripe.com/v1/*')
    expect(newlyBroken(noPayments, sides({ ...broken }, { ...broken, p }))).toMatchObject({
      movedBy: ['p'],
      because: [{ policy: 'p', rule: 0 }],
      counterexample: { agent: 'default/a', request: { method: 'DELETE' } },
    })
  })
  test('what takes a deny away has a part in it, the rule that then allows has none', () => {
    const p = spec('allow POST https://*')
    const guard = spec('deny POST https://api.stripe.com/*')
    const found = newlyBroken(noPayments, sides({ p, guard, ...broken }, { p, ...broken }))
    expect(found).toMatchObject({ movedBy: ['guard'], because: [{ policy: 'p', rule: 0 }] })
  })
})
