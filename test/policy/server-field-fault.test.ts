import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { serverFieldFault } from '../../src/policy/server-field-fault.ts'
import { isServerField, unknownFields } from '../../src/policy/unknown-fields.ts'

const rule = { permission: 'deny', resource: 'https://a.com/*' }
const route = { approvers: { groups: ['g'] }, delivery: { connectors: ['c'] } }

test.each([
  'spec.generation',
  'spec.policies[].id',
  'spec.policies[3].id',
  'spec["a b"]',
  'spec.approvals[].approvers.quorum',
  'spec.approvals[].delivery["x y"]',
])('%s can be the path of an unknown field', (path) => {
  expect(serverFieldFault(path)).toBeNull()
})

test.each([
  'spec.policies',
  'spec.policies[]',
  'spec.policies.id',
  'spec.policies[].resource',
  'spec.policies[].tags[]',
  'spec.policies[].resource.x',
  'spec.generation[]',
  'spec.generation.seen',
  'spec.approvals[].approvers[].x',
  'spec[0]',
  'spec.',
  'spec..a',
  'spec.a b',
])('%s cannot', (path) => {
  expect(serverFieldFault(path)?.message).toContain('spec')
})

test('the path of every unknown field is right, with its number and for every rule', () => {
  const extra = fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }).filter(isPlain), fc.constant('v'), {
    maxKeys: 2,
  })
  fc.assert(
    fc.property(extra, extra, extra, extra, (onSpec, onRule, onRoute, onDelivery) => {
      const spec = {
        ...onSpec,
        policies: [rule, { ...onRule, ...rule }],
        approvals: [{ ...onRoute, ...route, delivery: { ...onDelivery, ...route.delivery } }],
      } as unknown as Spec
      for (const field of unknownFields(spec))
        for (const path of [field.path, field.path.replace(/\[\d+\]/g, '[]')]) {
          expect(serverFieldFault(path)).toBeNull()
          expect(isServerField(field, [path])).toBe(true)
        }
    }),
  )
})

/** A name without what JSON escapes: no server names a field so. */
function isPlain(name: string): boolean {
  return JSON.stringify(name) === `"${name}"` && !/\[\d+\]/.test(name)
}
