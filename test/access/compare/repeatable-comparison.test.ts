/** A comparison that knows an earlier one says what comparing anew says, to the letter: a statement rests on it, and verify compares texts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../../src/access/compare/compare.ts'
import { repeatableComparison } from '../../../src/access/compare/repeatable-comparison.ts'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { canonicalJson } from '../../../src/evidence/canonical-json.ts'
import type { Spec } from '../../../src/policy/policy.ts'

const rule = fc.record({
  permission: fc.constantFrom('allow' as const, 'deny' as const, 'approval_required' as const),
  operations: fc.constantFrom(['GET'], ['POST'], ['GET', 'POST']),
  resource: fc.constantFrom('https://a.io/*', 'https://a.io/x/*', 'https://a.io/*/y', 'https://b.io/*'),
})
const route = fc.record({
  name: fc.constantFrom('one', 'two'),
  approvers: fc.constantFrom({ groups: ['a'] }, { groups: ['b'] }),
  defaultDuration: fc.constantFrom('1h', '4h'),
})
const spec: fc.Arbitrary<Spec> = fc.record({
  policies: fc.array(rule, { minLength: 1, maxLength: 3 }),
  approvals: fc.array(route, { maxLength: 1 }),
})
const names = ['p', 'q', 'r', 's']
const side = fc.record({
  policies: fc.dictionary(fc.constantFrom(...names), spec, { noNullPrototype: true }),
  bindings: fc.dictionary(
    fc.constantFrom('default/x', 'default/y', 'default/z'),
    fc.subarray(names, { minLength: 1 }),
    { noNullPrototype: true },
  ),
})
type Written = { policies: Record<string, Spec>; bindings: Record<string, string[]> }

/** A side of its own, nothing of which is the same object; where keys are to stand the other way round, they do. */
function sideOf({ policies, bindings }: Written, isReversed = false): AccessSide {
  const copy = isReversed ? reversed(policies) : structuredClone(policies)
  return { policies: new Map(Object.entries(copy)), bindings: new Map(Object.entries(bindings)) }
}

function reversed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(reversed) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, field]) => [key, reversed(field)])) as Value
}

function isolated(before: AccessSide, after: AccessSide): string {
  return canonicalJson(compareAccess(before, after))
}

test('other sides that share policies and agents with those that were compared', () => {
  fc.assert(
    fc.property(side, side, side, fc.boolean(), fc.subarray(names), (before, after, other, flips, kept) => {
      const mixed = (written: Written): Written => ({
        policies: { ...written.policies, ...pick(other.policies, kept) },
        bindings: kept.includes('p') ? { ...written.bindings, ...other.bindings } : written.bindings,
      })
      const first = repeatableComparison(sideOf(before), sideOf(after))
      expect(canonicalJson(first.access)).toBe(isolated(sideOf(before), sideOf(after)))
      const again = first.again(sideOf(mixed(before), flips), sideOf(mixed(after), flips))
      expect(canonicalJson(again)).toBe(isolated(sideOf(mixed(before)), sideOf(mixed(after))))
    }),
    { numRuns: 60 },
  )
})

function pick(policies: Record<string, Spec>, kept: readonly string[]): Record<string, Spec> {
  return Object.fromEntries(Object.entries(policies).filter(([name]) => kept.includes(name)))
}

test('the same sides with keys in another order are not swept again', () => {
  const before: Written = {
    policies: { p: { policies: [{ permission: 'allow', resource: 'https://a.io/*' }] } },
    bindings: { 'default/x': ['p'] },
  }
  const after: Written = { ...before, policies: { p: { policies: [{ permission: 'deny', resource: '*' }] } } }
  const { access, again } = repeatableComparison(sideOf(before), sideOf(after))
  const [region] = again(sideOf(before, true), sideOf(after, true))
  expect(region?.witness).toBe(access[0]?.witness)
})
