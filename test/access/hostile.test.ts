/** Sizes that no desk has, but a pull request of a stranger may: slow is no answer, and a crash is none either. */
import { describe, expect, test } from 'vitest'
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
  expect(regions.every(({ direction }) => direction === 'wider')).toBe(true)
})

test('every character that a scheme may begin with is taken: what is left is empty, and not invented', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const each = letters.map((letter): Rule => ({ ...allow, resource: `${letter}*` }))
  expect(directionOf(spec(each), spec([allow]))).toBe('same')
})

describe('a * before the end', () => {
  const kinds = (count: number, folder = 'regions'): Spec =>
    spec(numbers(count).map((index) => ({ ...allow, resource: `https://h/v1/*/${folder}/*/kind${index}/*` })))
  const wide = spec([{ ...allow, resource: 'https://h/v1/*/regions/*/*' }])
  const compare = (before: Spec, after: Spec) =>
    compareAccess(
      { policies: new Map([['p', before]]), bindings: new Map() },
      { policies: new Map([['p', after]]), bindings: new Map() },
    )

  test('200 rules become one: one region, the wide pattern except the 200', () => {
    const [region, ...others] = compare(kinds(200), wide)
    expect(others).toEqual([])
    expect(region).toMatchObject({ direction: 'wider', resource: 'https://h/v1/*/regions/*/*' })
    expect(region?.exceptResources).toHaveLength(200)
  })

  test('40 rules become 40 others that overlap each of them: a region for each', () => {
    expect(compare(kinds(40), kinds(40, 'zones'))).toHaveLength(80)
  })

  test('hundreds of stars in one pattern', () => {
    const stars = (letter: string): Spec =>
      spec([{ ...allow, resource: `https://h/${`*${letter}`.repeat(400)}` }])
    expect(compare(stars('a'), stars('b'))).toHaveLength(2)
  })

  test.each<[string, Spec]>([
    [
      'denies of 18 tags each, on patterns that overlap each other',
      spec([
        { ...allow, resource: 'https://h/*' },
        ...numbers(18).map(
          (index): Rule => ({ permission: 'deny', resource: `https://h/*a${index}*`, tags: [`t${index}`] }),
        ),
      ]),
    ],
    [
      'what is denied, on 30 patterns of 5 stars',
      spec([
        ...numbers(30).map((index): Rule => ({ permission: 'deny', resource: `https://h/*${index}*a*b*i*` })),
        ...numbers(30).map((index): Rule => ({ ...allow, resource: `https://h/*c*d*e*j*${index}` })),
        { permission: 'approval_required', resource: 'https://h/*f*g*' },
      ]),
    ],
    ['10,000 tags', spec(numbers(10_000).map((index) => ({ ...allow, tags: [`tag-${index}`] })))],
  ])('%s: an answer within seconds, or an error that names the policy', (_what, written) => {
    const denies = spec(written.policies.filter(({ permission }) => permission !== 'deny'))
    const start = performance.now()
    let answer: unknown = null
    try {
      answer = [compare(written, denies), compare(spec([]), written)]
    } catch (error) {
      answer = error
    }
    // How much effort is enough is the comparison's to say; without an end is not.
    if (!Array.isArray(answer))
      expect(answer).toMatchObject({
        code: 'policies-entangled',
        message: expect.stringContaining('what p let'),
      })
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

describe('twice as much costs at most four times the work', () => {
  const shapes: Readonly<Record<string, (size: number) => readonly Rule[]>> = {
    'tags of one rule': (size) => [{ ...allow, tags: numbers(size).map((index) => `t${index}`) }],
    'rules with a tag each': (size) => numbers(size).map((index) => ({ ...allow, tags: [`t${index}`] })),
    'methods of their own': (size) => [{ ...allow, operations: numbers(size).map((index) => `M${index}`) }],
    'patterns with two stars': (size) =>
      numbers(size).map((index) => ({ ...allow, resource: `https://h/*/a/*/k${index}/*` })),
    'stars in a pattern': (size) => [{ ...allow, resource: `https://*${'*a'.repeat(size)}*` }],
  }
  test.each(Object.entries(shapes))('%s', (_what, rulesOf) => {
    const time = (size: number): number => {
      const before = performance.now()
      directionOf(spec(rulesOf(size)), null)
      return performance.now() - before
    }
    time(50)
    const [small, large] = [Math.min(time(200), time(200)), time(400)]
    // Far from four: the machine may be busy, and a cube or a power would be far beyond.
    expect(large).toBeLessThan(12 * small + 200)
  })
})
