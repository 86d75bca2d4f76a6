import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldChanges } from '../../src/change/field-changes.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { anySpec, route, spec, withRoutes } from '../support/builders/specs.ts'

const asks = spec('ask https://a.example/*')
const text = (value: unknown): string => (value === null ? '-' : JSON.stringify(value).replaceAll('"', ''))

function told(before: Spec | null, after: Spec | null): readonly string[] {
  return fieldChanges(before, after).map(
    (change) => `${change.path}: ${text(change.before)} > ${text(change.after)}`,
  )
}

describe('before, after → the fields that differ', () => {
  test.each<[string, Spec | null, Spec | null, readonly string[]]>([
    ['nothing', spec('allow GET'), spec('allow get'), []],
    [
      'one field',
      spec('deny', 'ask GET'),
      spec('deny', 'allow GET'),
      ['rule 1 permission: approval_required > allow'],
    ],
    [
      'the rule that moved is no change',
      spec('allow GET https://a.example/*', 'deny https://b.example/*'),
      spec('deny https://b.example/*', 'allow GET,POST https://a.example/*'),
      ['rule 1 operations: [GET] > [GET,POST]'],
    ],
    [
      'the fewest differences, not the nearest rule',
      spec('allow GET https://a.example/1', 'allow GET https://a.example/2'),
      spec('deny GET https://a.example/2', 'allow PUT https://a.example/1'),
      ['rule 0 permission: allow > deny', 'rule 1 operations: [GET] > [PUT]'],
    ],
    [
      'a rule with little in common is another rule',
      spec('allow GET https://a.example/*'),
      spec('deny PUT https://b.example/*'),
      [
        'rule 0: - > {operations:[PUT],permission:deny,resource:https://b.example/*}',
        'rule 0: {operations:[GET],permission:allow,resource:https://a.example/*} > -',
      ],
    ],
    [
      'a duplicate is a rule of its own',
      spec('allow', 'allow'),
      spec('allow'),
      ['rule 1: {permission:allow} > -'],
    ],
    ['a create', null, spec('deny'), ['rule 0: - > {permission:deny}']],
    ['a delete', spec('deny'), null, ['rule 0: {permission:deny} > -']],
    [
      'a route',
      withRoutes(asks, route('w', { defaultDuration: '4h' })),
      withRoutes(asks, route('w', { approvers: { groups: ['it'] }, defaultDuration: '1h' })),
      ['route w approvers: {groups:[w-group]} > {groups:[it]}', 'route w defaultDuration: 4h > 1h'],
    ],
    [
      'a renamed route',
      withRoutes(asks, route('w')),
      withRoutes(asks, { ...route('w'), name: 'v' }),
      ['route v name: w > v'],
    ],
    [
      'a route that comes',
      asks,
      withRoutes(asks, route('w')),
      ['route w: - > {approvers:{groups:[w-group]},name:w}'],
    ],
    [
      'the order of routes',
      withRoutes(asks, route('v'), route('w')),
      withRoutes(asks, route('w'), route('v')),
      ['routes: [v,w] > [w,v]'],
    ],
    ['a field that nobody knows', spec('allow'), { ...spec('allow'), note: 'x' } as Spec, ['note: - > x']],
  ])('%s', (_what, before, after, expected) => {
    expect(told(before, after)).toEqual(expected)
  })
})

test('two specs differ in a field exactly when they differ in meaning', () => {
  fc.assert(
    fc.property(anySpec, anySpec, (a, b) => {
      expect(fieldChanges(a, b).length === 0).toBe(isSameSpec(a, b))
    }),
    { numRuns: 500 },
  )
})

/** Two pairings of one cost: three pairs, or two pairs with one rule gone and one new. */
const TIED: [Spec, Spec] = [
  spec('allow', 'deny GET,POST #money', 'deny GET,POST', 'deny GET'),
  spec('allow', 'deny GET https://a.example/*', 'allow GET,POST', 'allow GET https://a.example/*'),
]

test('as many fields differ forth as back', () => {
  fc.assert(
    fc.property(anySpec, anySpec, (a, b) => {
      expect(fieldChanges(a, b)).toHaveLength(fieldChanges(b, a).length)
    }),
    { numRuns: 500, examples: [TIED] },
  )
})

test('thousands of rules take moments', () => {
  const rules = (host: string): Spec =>
    spec(...Array.from({ length: 2000 }, (_, i) => `allow GET https://${host}/${i}`))
  const started = performance.now()
  expect(fieldChanges(rules('a'), rules('b'))).toHaveLength(2000)
  expect(performance.now() - started).toBeLessThan(5000)
})
