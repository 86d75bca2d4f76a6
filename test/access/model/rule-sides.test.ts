import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../../src/access/compare/compare.ts'
import { patternText } from '../../../src/access/model/pattern.ts'
import { policyOnSides } from '../../../src/access/model/policy-on-sides.ts'
import type { Rule, Spec } from '../../../src/policy/policy.ts'
import { spec } from '../world.ts'

const get = (resource: string, operations: readonly string[] = ['GET']): Rule =>
  ({ permission: 'allow', operations, resource }) as Rule
const [a, b, c] = [get('https://a/*'), get('https://b/*'), get('https://c/*')]

test.each<[string, readonly Rule[], readonly Rule[], readonly string[]]>([
  ['the same', [a, b], [a, b], []],
  ['moved', [a, b, c], [c, a, b], []],
  ['one more at the beginning', [b, c], [a, b, c], ['https://a/*']],
  ['one more at the end', [a, b], [a, b, c], ['https://c/*']],
  ['one edited', [a, b, c], [a, get('https://d/*'), c], ['https://b/*', 'https://d/*']],
  ['one of two that are equal', [a, a], [a], ['https://a/*']],
  ['written otherwise', [a], [get('HTTPS://A:443/*', ['get'])], []],
  ['methods shared out', [get('https://a/*', ['GET', 'PUT']), b], [get('https://a/*', ['PUT']), b, a], []],
  ['methods twice', [get('https://a/*', ['GET', 'PUT'])], [get('https://a/*', ['PUT', 'GET']), a], []],
  ['a method fewer', [get('https://a/*', ['GET', 'PUT'])], [a], ['https://a/*', 'https://a/*']],
  ['every method by no name', [get('https://a/*', [])], [a], ['https://a/*', 'https://a/*']],
  ['another permission', [a], [{ ...a, permission: 'deny' }], ['https://a/*', 'https://a/*']],
  ['other tags', [{ ...a, tags: ['x'] }], [{ ...a, tags: ['y'] }], ['https://a/*', 'https://a/*']],
])('%s: what a change of rules can touch', (_title, before, after, touched) => {
  const pair = policyOnSides('p', { policies: before } as Spec, { policies: after } as Spec)
  expect(pair.touched.map(patternText)).toEqual(touched)
})

function sharedOut({ policies, ...rest }: Spec, by: number): Spec {
  const rules = policies.flatMap((rule, index) => {
    const [first, ...others] = rule.operations ?? []
    if (first === undefined || others.length === 0 || (index + by) % 2 === 0) return [rule]
    return [
      { ...rule, operations: others },
      { ...rule, operations: [first] },
    ]
  })
  return { ...rest, policies: by % 3 === 0 ? rules.reverse() : rules } as Spec
}

test('rules that share out their methods in another way are no change', () => {
  fc.assert(
    fc.property(spec(), fc.nat(5), (own, by) => {
      const side = (one: Spec) => ({ policies: new Map([['p', one]]), bindings: new Map() })
      expect(compareAccess(side(own), side(sharedOut(own, by)))).toEqual([])
      expect(policyOnSides('p', own, sharedOut(own, by)).touched).toEqual([])
    }),
  )
})
