import { expect, test } from 'vitest'
import { withoutForeignFields } from '../../src/policy/known-fields.ts'
import type { Spec } from '../../src/policy/policy.ts'

const rule = { permission: 'allow', operations: ['GET'], resource: 'https://a.example/*' } as const
const route = { name: 'r', approvers: { groups: ['g'] }, delivery: { connectors: ['slack'] } }

test('a spec without foreign fields stays itself, and is not kept twice', () => {
  const live = { policies: [rule, { ...rule, tags: ['x'] }], approvals: [route] } as Spec
  expect(withoutForeignFields(live)).toBe(live)
  expect(withoutForeignFields(live, { policies: [] })).toBe(live)
})

test.each<[string, object, object]>([
  ['of the spec', { policies: [rule], generation: 4 }, { policies: [rule] }],
  ['of a rule', { policies: [rule, { ...rule, id: 1 }] }, { policies: [rule, rule] }],
  [
    'deep in a route',
    { policies: [rule], approvals: [{ ...route, delivery: { ...route.delivery, retries: 2 } }] },
    { policies: [rule], approvals: [route] },
  ],
])('a foreign field %s is left out, and the rest stays what it is', (_title, live, kept) => {
  const left = withoutForeignFields(live as Spec)
  expect(left).toEqual(kept)
  expect(left.policies[0]).toBe((live as Spec).policies[0])
})
