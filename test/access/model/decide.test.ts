import { expect, test } from 'vitest'
import { decide, policiesOf, traceRules, voteOf } from '../../../src/access/model/decide.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'

const STRIPE = 'https://api.stripe.com/*'

function request(method: string, url: string, rest: Partial<Request> = {}): Request {
  return { method, url, tags: [], tool: null, capability: null, ...rest }
}

const payments: Spec = {
  policies: [
    { permission: 'allow', operations: ['get'], resource: STRIPE },
    { permission: 'approval_required', operations: ['POST'], resource: 'https://api.stripe.com/v1/refunds*' },
    { permission: 'deny', tags: ['frozen'] },
  ],
  approvals: [
    { name: 'by-tool', toolIds: ['stripe'], approvers: { groups: ['finance'] }, defaultDuration: '4h' },
    { name: 'rest', approvers: { groups: ['ops', 'finance'], match: 'all' } },
  ],
}
const bound = [{ name: 'payments', spec: payments }]
const REFUND = 'https://API.stripe.com:443/v1/refunds?limit=1'

test.each<[string, Request, string, string | null]>([
  ['a rule in lower case matches', request('Get', 'https://api.stripe.com'), 'allow', null],
  ['no rule matches', request('PUT', 'https://api.stripe.com/'), 'deny', null],
  [
    'an approval takes the first route that matches',
    request('POST', REFUND, { tool: 'stripe' }),
    'approval_required',
    'by-tool',
  ],
  ['a route for a tool is not for a call without one', request('POST', REFUND), 'approval_required', 'rest'],
  ['deny beats all', request('POST', REFUND, { tags: ['frozen', 'x'] }), 'deny', null],
])('decide: %s', (_what, asked, decision, route) => {
  const decided = decide(asked, bound)
  expect([decided.decision, decided.route?.name ?? null]).toEqual([decision, route])
})

test('decide: because names every rule that decided, over all policies', () => {
  const twice = [...bound, { name: 'also', spec: payments }]
  expect(decide(request('GET', 'https://api.stripe.com/v1'), twice).because).toEqual([
    { policy: 'also', rule: 0 },
    { policy: 'payments', rule: 0 },
  ])
})

test('decide: if several policies ask, the first by name is asked, even without a route', () => {
  const asking: Spec = { policies: [{ permission: 'approval_required' }] }
  const decided = decide(request('POST', REFUND), [...bound, { name: 'a', spec: asking }])
  expect(decided).toMatchObject({ decision: 'approval_required', route: null })
})

test('voteOf: none where no rule matches, deny where one denies', () => {
  expect(voteOf(request('PUT', STRIPE), bound[0] ?? null).vote).toBe('none')
  expect(voteOf(request('PUT', STRIPE, { tags: ['frozen'] }), bound[0] ?? null).vote).toBe('deny')
  expect(voteOf(request('PUT', STRIPE), null).vote).toBe('none')
})

test('traceRules: the first field that failed', () => {
  const trace = traceRules(request('GET', 'https://api.stripe.com/v1'), bound)
  expect(trace.map(({ failed }) => failed)).toEqual([null, 'method', 'tags'])
})

test('policiesOf: a binding to a missing policy adds none', () => {
  const side = {
    policies: new Map([['payments', payments]]),
    bindings: new Map([['default/a', ['gone', 'payments']]]),
  }
  expect(policiesOf(side, 'default/a').map(({ name }) => name)).toEqual(['payments'])
  expect(policiesOf(side, 'default/b')).toEqual([])
})

test('what a server sends beyond the schema neither matches nor breaks', () => {
  const odd = {
    policies: [null, { permission: 'audit' }, { permission: 'allow', tags: null, operations: null }],
  }
  const spec = odd as unknown as Spec
  expect(decide(request('GET', 'https://h/'), [{ name: 'odd', spec }])).toMatchObject({
    decision: 'allow',
    because: [{ policy: 'odd', rule: 2 }],
  })
})
