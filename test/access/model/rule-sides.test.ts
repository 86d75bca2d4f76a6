import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../../src/access/compare/compare.ts'
import { parsePattern, patternText } from '../../../src/access/model/pattern.ts'
import { policyOnSides } from '../../../src/access/model/policy-on-sides.ts'
import { AFTER, BEFORE, pairEqualRules } from '../../../src/access/model/rule-sides.ts'
import type { Rule, Spec } from '../../../src/policy/policy.ts'
import { spec } from '../world.ts'

const get = (resource: string, operations: readonly string[] = ['GET']): Rule =>
  ({ permission: 'allow', operations, resource }) as Rule
const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `M${from + index}`)
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
  ['every method by its name', [get('https://a/*', ['GET', '*'])], [get('https://a/*', [])], []],
  ['a method in another case', [get('https://a/*', ['get', 'PUT'])], [get('https://a/*', ['put']), a], []],
  [
    '40 names shared out',
    [get('https://a/*', names(0, 40))],
    [get('https://a/*', names(20, 40)), get('https://a/*', names(0, 20))],
    [],
  ],
  [
    'one of 40 names is another',
    [get('https://a/*', names(0, 40))],
    [get('https://a/*', [...names(0, 39), 'OTHER'])],
    ['https://a/*', 'https://a/*'],
  ],
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

const HOSTS = ['https://a/*', 'HTTPS://A:443/*', 'https://b/*', 'https://*.a/*', '']
const NAMES = ['GET', 'get', 'PUT', '*', ...names(0, 33)]
const someRule = fc.record({
  permission: fc.constantFrom('allow', 'deny'),
  resource: fc.constantFrom(...HOSTS),
  operations: fc.subarray(NAMES, { maxLength: 36 }),
  tags: fc.constantFrom([], [], ['x'], ['y', 'x']),
})

/** Every method with what its rules say of it; the place of a rule plays no part. */
function said(rules: readonly Rule[], isThere: (index: number) => boolean): readonly string[] {
  const lines = rules.flatMap(({ permission, resource, operations = [], tags = [] }, index) => {
    const isEvery = operations.length === 0 || operations.includes('*')
    const methods = isEvery ? ['every'] : operations.map((name) => name.toUpperCase())
    const pattern = patternText(parsePattern(resource))
    return isThere(index)
      ? methods.map((method) => `${permission} ${method} ${pattern} ${[...tags].sort()}`)
      : []
  })
  // Beside every method no other counts.
  const isLeft = (line: string): boolean =>
    / every /.test(line) || !lines.includes(line.replace(/^(\S+) \S+/, '$1 every'))
  return [...new Set(lines.filter(isLeft))].sort()
}

test('what stands on a side says what the rules of that side say', () => {
  const someRules = fc.array(someRule, { maxLength: 6 }) as fc.Arbitrary<Rule[]>
  fc.assert(
    fc.property(someRules, someRules, fc.func(fc.integer()), (old, fresh, rank) => {
      const now = [...old.slice(1), ...fresh].sort((x, y) => rank(x) - rank(y))
      const sidesOfOld = new Uint8Array(old.length).fill(BEFORE)
      const sidesOfNow = new Uint8Array(now.length).fill(AFTER)
      pairEqualRules({ rules: old, sides: sidesOfOld }, { rules: now, sides: sidesOfNow })
      const on = (side: number): readonly string[] =>
        said([...old, ...now], (index) => {
          const sides = index < old.length ? sidesOfOld[index] : sidesOfNow[index - old.length]
          return ((sides ?? 0) & side) !== 0
        })
      expect(on(BEFORE)).toEqual(said(old, () => true))
      expect(on(AFTER)).toEqual(said(now, () => true))
    }),
  )
})
