/** A page that says something else than the rules in it is found out, whatever part of it was touched. */
import { describe, expect, test } from 'vitest'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { PageDocument } from '../../src/answers/page.ts'
import { claimsOf, holds } from '../../src/page/claims.ts'
import { rowsFault } from '../../src/page/missing-rows.ts'
import { pageModel } from '../../src/page/page-model.ts'
import { seededRandom } from '../../src/page/seeded-random.ts'
import type { Rule, Spec } from '../../src/policy/policy.ts'
import type { Tool } from '../../src/policy/tool.ts'
import { documentOf } from './model-of-sides.ts'

function rule(
  permission: Rule['permission'],
  operations: string[],
  resource: string,
  tags: string[] = [],
): Rule {
  return { permission, operations, resource, tags }
}

function spec(policies: Rule[], group = 'finance'): Spec {
  return { policies, approvals: [{ name: 'people', approvers: { groups: [group] }, defaultDuration: '4h' }] }
}

const [STRIPE, CRM] = ['https://api.stripe.com', 'https://crm.example']
const READS = rule('allow', ['GET'], `${STRIPE}/*`)
const REFUNDS = rule('approval_required', ['POST'], `${STRIPE}/v1/refunds*`)
const SECRETS = rule('deny', [], `${STRIPE}/v1/secrets/*`)
const TAGGED = rule('allow', ['POST', 'PUT'], `${CRM}/notes/*`, ['low-risk'])

const LOCKED = [rule('allow', ['PATCH'], `${CRM}/*`), rule('deny', ['PATCH'], `${CRM}/locked/*`)]

function side(policies: Record<string, Spec>): AccessSide {
  const bindings = new Map([
    ['default/billing', ['payments']],
    ['default/clerk', ['notes', 'payments']],
    ['default/idle', []],
  ])
  return { policies: new Map(Object.entries(policies)), bindings }
}

const BEFORE = side({
  payments: spec([READS, SECRETS, rule('allow', ['DELETE'], `${STRIPE}/v1/carts/*`)]),
  notes: spec([rule('allow', ['GET'], `${CRM}/*`), rule('approval_required', ['POST'], `${CRM}/orders*`)]),
  unused: spec([rule('allow', ['GET'], 'https://*')]),
})
const AFTER = side({
  payments: spec([READS, SECRETS, REFUNDS]),
  notes: spec(
    [
      rule('allow', ['GET'], `${CRM}/*`),
      rule('approval_required', ['POST'], `${CRM}/orders*`),
      TAGGED,
      ...LOCKED,
    ],
    'sales',
  ),
  unused: spec([rule('allow', ['GET', 'POST'], 'https://*')]),
})

const TOOLS: readonly Tool[] = [
  {
    name: 'stripe',
    baseUrl: STRIPE,
    riskTags: [],
    capabilities: [{ name: 'refund', method: 'POST', path: '/v1/refunds', riskTags: ['money'] }],
  },
  { name: 'crm', baseUrl: CRM, riskTags: ['low-risk'], capabilities: [] },
]

const isTrue = (document: PageDocument): boolean => {
  const model = pageModel(document)
  return rowsFault(model) === null && [...claimsOf(model, seededRandom('a page'))].every(holds)
}

type Part = Record<string, unknown>
type Placed = { part: Part; rows: number[]; origin: string | null }
type List = 'grants' | 'before' | 'changes'

/** @returns what the list becomes; null where there is nothing to touch. */
type Touch = (list: Placed[], at: number) => Placed[] | null

const dropped: Touch = (list, at) => list.toSpliced(at, 1)
const twice: Touch = (list, at) => list.toSpliced(at, 0, ...list.slice(at, at + 1))
const withPart =
  (change: (part: Part) => Part | null): Touch =>
  (list, at) => {
    const one = list[at]
    const part = one === undefined ? null : change(one.part)
    return one === undefined || part === null
      ? null
      : list.toSpliced(at, 1, { ...one, part: { ...one.part, ...part } })
  }
const ofOneRow: Touch = (list, at) => {
  const one = list[at]
  if (one === undefined || one.rows.length < 2) return null
  return list.toSpliced(at, 1, { ...one, rows: one.rows.slice(1) })
}
const everyMethod = withPart(({ operations }) =>
  JSON.stringify(operations) === '["*"]' ? null : { operations: ['*'], exceptOperations: [] },
)
/** Those of any other host are the hosts that have columns of their own: they say nothing more. */
const withoutExceptions: Touch = (list, at) =>
  list[at]?.origin === null
    ? null
    : withPart(({ exceptResources }) => (exceptResources === undefined ? null : { exceptResources: [] }))(
        list,
        at,
      )
const wholeHost = withPart(({ resource }) => {
  const [origin = ''] = /^https:\/\/[^/*]+\//.exec(String(resource)) ?? []
  return origin === '' || resource === `${origin}*` ? null : { resource: `${origin}*` }
})
const otherApprovers = (key: string): Touch =>
  withPart(({ [key]: route }) =>
    route === undefined || route === null ? null : { [key]: { ...(route as Part), duration: '9h' } },
  )

const TOUCHES: readonly (readonly [what: string, list: List, touch: Touch])[] = [
  ...(['grants', 'before', 'changes'] as const).flatMap((list): (readonly [string, List, Touch])[] => [
    ['dropped', list, dropped],
    ['told twice', list, twice],
    ['taken from one row', list, ofOneRow],
    ['of every method', list, everyMethod],
    ['without its exceptions', list, withoutExceptions],
    ['of the whole host', list, wholeHost],
    ['with another duration', list, otherApprovers(list === 'changes' ? 'routeAfter' : 'route')],
  ]),
  [
    'without a human',
    'grants',
    withPart(({ decision }) => (decision === 'allow' ? null : { decision: 'allow' })),
  ],
  [
    'with a human',
    'grants',
    withPart(({ decision }) => (decision === 'allow' ? { decision: 'approval_required' } : null)),
  ],
  [
    'turned round',
    'changes',
    withPart(({ direction }) => ({ direction: direction === 'wider' ? 'narrower' : 'wider' })),
  ],
  [
    'that came from elsewhere',
    'changes',
    withPart(({ before }) => ({ before: before === 'deny' ? 'none' : 'deny' })),
  ],
]

describe.each([
  ['without tools', null],
  ['whose workspace has no tools', []],
  ['with tools', TOOLS],
])('a page %s', (_which, tools) => {
  const document = documentOf([BEFORE, AFTER], tools)

  test('as it was written', () => {
    expect(isTrue(document)).toBe(true)
    expect(
      [document.grants.length, document.before.length, document.changes.length].every((n) => n > 3),
    ).toBe(true)
  })

  test.each(TOUCHES)('%s: one of its %s', (_what, list, touch) => {
    const parts = document[list] as unknown as Placed[]
    const touched = parts.flatMap((_part, at) => {
      const others = touch(parts, at)
      return others === null ? [] : [{ at, others }]
    })
    expect(touched.length).toBeGreaterThan(0)
    const believed = touched.filter(({ others }) => isTrue({ ...document, [list]: others }))
    expect(believed.map(({ at }) => parts[at])).toEqual([])
  })

  test('a row dropped, with all that is in it', () => {
    for (const row of document.rows.keys()) {
      const without = <One extends { readonly rows: readonly number[] }>(list: readonly One[]): One[] =>
        list.flatMap((one) => {
          const rows = one.rows.filter((other) => other !== row).map((other) => other - Number(other > row))
          return rows.length === 0 ? [] : [{ ...one, rows }]
        })
      const { grants, before, changes, rows } = document
      const less = { grants: without(grants), before: without(before), changes: without(changes) }
      const shown = { ...document, ...less, rows: rows.filter((_row, index) => index !== row) }
      expect(rowsFault(pageModel(shown))).toContain('it has no row for')
      expect(rowsFault(pageModel({ ...shown, omitted: { rows: 1 } }))).toBeNull()
    }
  })

  test('a row of nobody', () => {
    const rows = [...document.rows, { agent: 'default/nobody' }]
    expect(rowsFault(pageModel({ ...document, rows }))).toContain('a row for default/nobody')
  })
})
