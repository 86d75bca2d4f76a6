import { describe, expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { checkGuardrails, type Guardrail } from '../../../src/access/questions/guardrails.ts'
import { newlyBroken } from '../../../src/access/questions/newly-broken.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { route, spec, withRoutes } from '../../support/builders/specs.ts'

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
      assumptions: [],
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
    unmatched: [{ part: 'agents', value: 'nobody', reason: 'is not an agent that is known' }],
  })
  expect(statusFor(['ops/*', 'nobdy'])?.result).toBe('matches-nothing')
  expect(statusFor(['billing-*', 'nobody'])?.result).toBe('violated')
})

test.each<[string, Spec, string]>([
  ['a deny without scheme', spec('allow POST https://*', 'deny api.stripe.com/*'), 'c#1'],
  [
    'a deny of a method that is none',
    spec('allow POST https://*', 'deny PSOT https://api.stripe.com/*'),
    'c#1',
  ],
  [
    'a route that no request takes',
    withRoutes(spec('allow POST https://*'), route('x', { resource: 'api.stripe.com/*' })),
    'c route 0',
  ],
])('a ceiling takes away what it says, or nothing is proven: %s', (_what, ceiling, value) => {
  const known = side({ p: spec('allow POST https://api.stripe.com/*') }, { 'default/a': ['p'] })
  const atMost = { name: 'ceilings/c.yaml', policies: [{ name: 'c', spec: ceiling }] }
  const [found] = checkGuardrails([{ name: 'g', atMost }], known)
  expect(found).toMatchObject({ result: 'matches-nothing', unmatched: [{ part: 'atMost', value }] })
})

test('an agent that has a policy which nobody has: nothing is proven of it', () => {
  const policies = { p: spec('allow GET https://h/*') }
  const known = side(policies, { 'default/bot': ['gone', 'p'], 'default/etl': ['p'] })
  const resultFor = (guardrail: Partial<Guardrail>) =>
    checkGuardrails([{ ...noPayments, ...guardrail }], known)[0]
  expect(resultFor({ agents: ['*'] })).toMatchObject({
    result: 'unproven',
    counterexample: null,
    unmatched: [
      {
        part: 'agents',
        value: 'default/bot',
        reason:
          "is bound to gone, and no policy here has that name: write it, or take it out of 'without' if that drops it here",
      },
    ],
  })
  expect(resultFor({ agents: ['etl'] })?.result).toBe('proven')
  // Whoever is not named is held against by every policy that there is.
  expect(resultFor({})?.result).toBe('proven')
  expect(resultFor({ agents: ['bot'], bindings: 'any' })?.result).toBe('proven')
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
      "'PSOT' is not an HTTP method",
    ],
    [
      'one of two methods is none',
      { on: { operations: ['GET', 'PSOT'] } },
      'matches-nothing',
      "'PSOT' is not an HTTP method",
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
    ['no path', { on: { resource: 'https://api.stripe.com' } }, 'matches-nothing', 'no path'],
    [
      'a port that no client writes',
      { on: { resource: 'https://api.stripe.com:0443/*' } },
      'matches-nothing',
    ],
    [
      'a path that no client sends',
      { on: { resource: 'https://api.stripe.com/x/../v1/*' } },
      'matches-nothing',
    ],
    ['a * before the default port', { on: { resource: 'https://*.stripe.com:443/*' } }, 'violated'],
    [
      'an agent that nobody knows',
      { agents: ['billing-agnet'] },
      'matches-nothing',
      "'billing-agnet' is not an agent",
    ],
    ['a namespace that nobody knows', { agents: ['prod/*'] }, 'matches-nothing', "'prod/*' is not an agent"],
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

describe('what a proof rests on', () => {
  const closed: Guardrail = { name: 'g', on: { resource: 'https://h/private*' }, never: 'allow' }
  const PUBLIC = spec('allow https://h/public/*')
  const bound = { 'default/a': ['p'] }
  test.each<[string, Guardrail, Spec, readonly string[]]>([
    ['a grant beside what is guarded', closed, PUBLIC, ['paths-as-text']],
    ['a grant of one URL', closed, spec('allow https://h/public/x'), []],
    ['a grant of another host', closed, spec('allow https://g/*'), []],
    [
      'a grant of another method',
      { ...closed, on: { ...closed.on, operations: ['POST'] } },
      spec('allow GET https://h/x*'),
      [],
    ],
    [
      'all of the host is guarded',
      { ...closed, on: { resource: 'https://h/*' } },
      spec('deny https://h/*', 'allow https://h/x*'),
      [],
    ],
    ['what is denied is denied on any detour', closed, spec('allow https://h/*', 'deny https://h/*'), []],
    [
      'what is guarded is denied by its own path',
      closed,
      spec('allow https://h/*', 'deny https://h/private*'),
      ['paths-as-text'],
    ],
    ['no resource is named', { name: 'g', never: 'allow' }, spec('deny'), []],
    [
      'a grant of an approval',
      { ...closed, never: 'approval_required' },
      spec('ask https://h/public/*'),
      ['paths-as-text'],
    ],
    ['agents are named', { ...closed, agents: ['a'] }, spec('allow https://g/*'), ['bindings-as-seen']],
    [
      'agents are named, and a grant',
      { ...closed, agents: ['a'] },
      PUBLIC,
      ['bindings-as-seen', 'paths-as-text'],
    ],
    ['any binding', { ...closed, ...anyone }, PUBLIC, ['paths-as-text']],
  ])('%s', (_what, guardrail, policy, assumptions) => {
    const [found] = checkGuardrails([guardrail], side({ p: policy }, bound))
    expect(found).toMatchObject({ result: 'proven', assumptions })
  })

  test('bindings: only where another binding would break it', () => {
    const policies = { open: spec('allow https://h/*'), guard: spec('deny https://h/*') }
    const [rests] = checkGuardrails([closed], side(policies, { 'default/a': ['guard', 'open'] }))
    expect(rests).toMatchObject({ result: 'proven', assumptions: ['bindings-as-seen'] })
    const [stands] = checkGuardrails([closed], side({ guard: policies.guard }, { 'default/a': ['guard'] }))
    expect(stands).toMatchObject({ result: 'proven', assumptions: [] })
  })

  test('nothing is assumed of what is not proven', () => {
    expect(checkGuardrails([closed], side({ p: spec('allow https://h/*') }))[0]?.assumptions).toEqual([])
  })
})

describe('a ceiling', () => {
  const ceiling = (...policies: readonly Spec[]): Guardrail => ({
    name: 'small',
    atMost: {
      name: 'ceilings/c.yaml',
      policies: policies.map((spec, index) => ({ name: `c${index}`, spec })),
    },
  })
  const READS = spec('allow GET https://h/*')
  const asked = (...of: readonly Parameters<typeof route>[]) =>
    withRoutes(spec('ask POST https://h/*'), ...of.map((one) => route(...one)))
  const by = (
    groups: readonly string[],
    match: 'any' | 'all',
    defaultDuration: string,
  ): Parameters<typeof route> => ['r', { approvers: { groups: [...groups], match }, defaultDuration }]

  test.each<[string, Guardrail, Spec, string]>([
    ['the same', ceiling(READS), READS, 'proven'],
    ['less', ceiling(READS), spec('allow GET https://h/a/*'), 'proven'],
    ['nothing', ceiling(READS), spec('deny'), 'proven'],
    ['another method', ceiling(READS), spec('allow GET,POST https://h/*'), 'violated'],
    ['another host', ceiling(READS), spec('allow GET https://*'), 'violated'],
    ['a * before the end inside a prefix', ceiling(READS), spec('allow GET https://h/*/x'), 'proven'],
    [
      'a prefix inside a * before the end',
      ceiling(spec('allow GET https://h/*/x')),
      spec('allow GET https://h/a/x*'),
      'violated',
    ],
    [
      'several policies are joined',
      ceiling(READS, spec('allow POST https://h/*')),
      spec('allow GET,POST https://h/*'),
      'proven',
    ],
    ['one of them denies', ceiling(READS, spec('deny GET https://h/private*')), READS, 'violated'],
    [
      'an approval is less than an allow',
      ceiling(spec('allow POST https://h/*')),
      asked(by(['x'], 'any', '9h')),
      'proven',
    ],
    [
      'an allow is more than an approval',
      ceiling(asked(by(['a'], 'any', '1h'))),
      spec('allow POST https://h/*'),
      'violated',
    ],
    ['fewer groups', ceiling(asked(by(['a', 'b'], 'any', '4h'))), asked(by(['a'], 'any', '4h')), 'proven'],
    ['more groups', ceiling(asked(by(['a'], 'any', '4h'))), asked(by(['a', 'b'], 'any', '4h')), 'violated'],
    [
      'all of more groups',
      ceiling(asked(by(['a'], 'any', '4h'))),
      asked(by(['a', 'b'], 'all', '4h')),
      'proven',
    ],
    [
      'any for all',
      ceiling(asked(by(['a', 'b'], 'all', '4h'))),
      asked(by(['a', 'b'], 'any', '4h')),
      'violated',
    ],
    ['shorter', ceiling(asked(by(['a'], 'any', '4h'))), asked(by(['a'], 'any', '239m')), 'proven'],
    ['longer', ceiling(asked(by(['a'], 'any', '4h'))), asked(by(['a'], 'any', '241m')), 'violated'],
    ['without a route, as the ceiling', ceiling(asked()), asked(), 'proven'],
    ['without a route', ceiling(asked(by(['a'], 'any', '4h'))), asked(), 'violated'],
    ['with a route, the ceiling without', ceiling(asked()), asked(by(['a'], 'any', '4h')), 'violated'],
    [
      'only what is guarded',
      { ...ceiling(READS), on: { resource: 'https://h/*' } },
      spec('allow GET https://h/*', 'allow https://g/*'),
      'proven',
    ],
    [
      'only these methods',
      { ...ceiling(READS), on: { operations: ['GET'] } },
      spec('allow GET,POST https://h/*'),
      'proven',
    ],
  ])('%s', (_what, guardrail, policy, result) => {
    const [known] = checkGuardrails([guardrail], side({ p: policy }, { 'default/a': ['p'] }))
    expect(known?.result).toBe(result)
    const [any] = checkGuardrails([{ ...guardrail, ...anyone }], side({ p: policy }))
    expect(any?.result).toBe(result)
  })

  test('above it: the request, who sends it, and the rule that lets it through', () => {
    const policies = { p: spec('allow GET https://h/*', 'allow POST https://h/x*') }
    const [found] = checkGuardrails(
      [{ ...ceiling(READS), agents: ['a'] }],
      side(policies, { 'default/a': ['p'] }),
    )
    expect(found).toMatchObject({
      result: 'violated',
      agents: 1,
      policies: 1,
      because: [{ policy: 'p', rule: 1 }],
      counterexample: {
        agent: 'default/a',
        decision: 'allow',
        request: { method: 'POST', url: 'https://h/x' },
      },
    })
  })

  test('a policy of the same name as one of the ceiling is another one', () => {
    const [found] = checkGuardrails([ceiling(READS)], side({ c0: spec('allow https://h/*') }))
    expect(found?.result).toBe('violated')
  })

  test('a route that another bound policy may lend counts, though it is not the one that is asked', () => {
    const policies = {
      a: asked(by(['a'], 'any', '4h')),
      b: withRoutes(spec('allow GET https://h/*'), route(...by(['interns'], 'any', '4h'))),
    }
    const guardrail = ceiling(READS, asked(by(['a'], 'any', '4h')))
    const [both] = checkGuardrails([guardrail], side(policies, { 'default/x': ['a', 'b'] }))
    expect(both?.result).toBe('unproven')
    const [alone] = checkGuardrails([guardrail], side(policies, { 'default/x': ['a'], 'default/y': ['b'] }))
    expect(alone?.result).toBe('proven')
  })

  test.each<[string, Spec, Spec, readonly string[]]>([
    ['the same prefix', spec('allow GET https://h/a/*'), spec('allow GET https://h/a/*'), ['paths-as-text']],
    ['the whole host', READS, spec('allow GET https://h/a/*'), []],
    ['one URL', spec('allow GET https://h/a/x'), spec('allow GET https://h/a/x'), []],
  ])('rests on paths where a prefix may climb out of it: %s', (_what, top, policy, assumptions) => {
    const [found] = checkGuardrails([{ ...ceiling(top), ...anyone }], side({ p: policy }))
    expect(found).toMatchObject({ result: 'proven', assumptions })
  })

  test('what a change lifts above it, told apart from what was above', () => {
    const above = { stranger: spec('allow POST https://h/*') }
    const bindings = { 'default/a': ['p', 'stranger'] }
    const on = (policies: Record<string, Spec>) => side(policies, bindings)
    const guardrail = { ...ceiling(READS), agents: ['a'] }
    const sides = (p: Spec) => ({ before: on({ ...above, p: READS }), after: on({ ...above, p }) })
    expect(newlyBroken(guardrail, sides(spec('allow GET https://h/a/*', 'allow POST https://h/b/*')))).toBe(
      null,
    )
    expect(
      newlyBroken(guardrail, sides(spec('allow GET https://h/*', 'allow DELETE https://h/b/*'))),
    ).toMatchObject({
      movedBy: ['p'],
      counterexample: { request: { method: 'DELETE' } },
    })
    const lifted = {
      before: on({ ...above, p: spec('deny POST https://h/*') }),
      after: on({ ...above, p: READS }),
    }
    expect(newlyBroken(guardrail, lifted)).toMatchObject({
      movedBy: ['p'],
      because: [{ policy: 'stranger', rule: 0 }],
    })
    const approved = ceiling(READS, asked())
    const shortened = {
      before: side({ p: asked(by(['a'], 'any', '4h')) }),
      after: side({ p: asked(by(['a'], 'any', '2h')) }),
    }
    expect(newlyBroken(approved, shortened)).toBe(null)
  })
})
