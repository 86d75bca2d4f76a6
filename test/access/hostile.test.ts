/** Sizes that no desk has, but a pull request of a stranger may: slow is no answer, and a crash is none either. */
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { directionOf } from '../../src/access/compare/direction.ts'
import type { Rule, Spec } from '../../src/policy/policy.ts'

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function spec(policies: readonly Rule[]): Spec {
  return { policies }
}

const allow = { permission: 'allow' } as const

test('a rule with 300 tags', () => {
  const tags = numbers(300).map((index) => `tag-${index}`)
  const before = new Map([['p', spec([{ ...allow, tags }])]])
  const regions = compareAccess(
    { policies: before, bindings: new Map() },
    { policies: new Map(), bindings: new Map() },
  )
  expect(regions).toHaveLength(300)
})

test('20,000 rules on one pattern', () => {
  const rules = numbers(20_000).map(
    (index): Rule => ({ ...allow, resource: 'https://h/*', operations: [index % 2 ? 'GET' : 'PUT'] }),
  )
  expect(directionOf(null, spec(rules))).toBe('wider')
  expect(directionOf(spec(rules), spec(rules.toReversed()))).toBe('same')
})

test('3,000 patterns, each within the one before', () => {
  const rules = numbers(3000).map(
    (depth): Rule => ({
      permission: depth % 2 === 0 ? 'allow' : 'deny',
      resource: `https://h/${'a/'.repeat(depth)}*`,
    }),
  )
  expect(directionOf(null, spec(rules))).toBe('mixed')
})

test('10,000 siblings', () => {
  const rules = numbers(20_000).map(
    (index): Rule => ({ permission: 'deny', resource: `https://h/${index}/*` }),
  )
  expect(
    directionOf(
      spec([{ ...allow, resource: 'https://h/*' }]),
      spec([{ ...allow, resource: 'https://h/*' }, ...rules]),
    ),
  ).toBe('narrower')
})

test('100 methods of their own', () => {
  const operations = numbers(100).map((index) => `METHOD${index}`)
  const after = {
    policies: new Map([['p', spec([{ ...allow, operations, resource: 'https://h/*' }])]]),
    bindings: new Map(),
  }
  const [region, ...others] = compareAccess({ policies: new Map(), bindings: new Map() }, after)
  expect(others).toEqual([])
  expect(new Set(region?.operations)).toEqual(new Set(operations))
  const all = {
    ...after,
    policies: new Map([
      [
        'p',
        spec([
          { ...allow, resource: 'https://h/*' },
          { permission: 'deny', operations },
        ]),
      ],
    ]),
  }
  const regions = compareAccess({ policies: new Map(), bindings: new Map() }, all)
  const wider = regions.find(({ direction }) => direction === 'wider')
  expect(wider?.operations).toEqual(['*'])
  expect(new Set(wider?.exceptOperations)).toEqual(new Set(operations))
})

test('20 patterns with a * before the end', () => {
  const rules = numbers(20).map(
    (index): Rule => ({ ...allow, resource: `https://*.host-${index}.example/*` }),
  )
  const regions = compareAccess(
    { policies: new Map(), bindings: new Map() },
    { policies: new Map([['p', spec(rules)]]), bindings: new Map() },
  )
  expect(regions.length).toBeGreaterThan(0)
  expect(regions.every(({ exact, direction }) => !exact && direction === 'wider')).toBe(true)
})

test('every character that a scheme may begin with is taken: what is left is empty, and not invented', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const each = letters.map((letter): Rule => ({ ...allow, resource: `${letter}*` }))
  expect(directionOf(spec(each), spec([allow]))).toBe('same')
})
