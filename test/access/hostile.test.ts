/** Sizes that no desk has, but a pull request of a stranger may: slow is no answer, and a crash is none either. */
import { describe, expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { directionOf } from '../../src/access/compare/direction.ts'
import { checkGuardrails, type Guardrail } from '../../src/access/questions/guardrails.ts'
import { whoCan } from '../../src/access/questions/who-can.ts'
import type { Route, Rule, Spec } from '../../src/policy/policy.ts'
import { operationsOf } from '../support/suite/operations-of.ts'

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
  ])('%s: an answer, or an error that names the policy', (_what, written) => {
    const denies = spec(written.policies.filter(({ permission }) => permission !== 'deny'))
    let answer: unknown = null
    try {
      answer = [compare(written, denies), compare(spec([]), written)]
    } catch (error) {
      answer = error
    }
    // How much effort is enough is the comparison's to say; without an end is not, and would never come here.
    if (!Array.isArray(answer))
      expect(answer).toMatchObject({
        code: 'policies-entangled',
        message: expect.stringContaining('the access given by p'),
      })
  })
})

test.each([4, 8])(
  '%i rules with a tag each, on hosts that overlap: a region for each combination',
  (count) => {
    const rules = numbers(count).map(
      (index): Rule => ({ ...allow, resource: `https://*.h.example/k${index}/*`, tags: [`t${index}`] }),
    )
    const side = { policies: new Map([['p', spec(rules)]]), bindings: new Map() }
    expect(compareAccess({ policies: new Map(), bindings: new Map() }, side)).toHaveLength(2 ** count - 1)
  },
)

describe('twice as much costs at most four times the operations', () => {
  const H = 'https://h/'
  const alternating = (index: number) => (index % 2 === 0 ? 'allow' : 'deny')
  const tagged = (index: number): Rule => ({
    permission: alternating(index),
    resource: `${H}${'a/'.repeat(index)}*`,
    tags: [`t${index}`],
  })
  const shapes: Readonly<Record<string, (size: number) => readonly Rule[]>> = {
    'tags of one rule': (size) => [{ ...allow, tags: numbers(size).map((index) => `t${index}`) }],
    'rules with a tag each': (size) => numbers(size).map((index) => ({ ...allow, tags: [`t${index}`] })),
    'methods of their own': (size) => [{ ...allow, operations: numbers(size).map((index) => `M${index}`) }],
    'a pattern and a method each': (size) =>
      numbers(size).map((index) => ({ ...allow, resource: `${H}a${index}/*`, operations: [`M${index}`] })),
    'patterns with two stars': (size) =>
      numbers(size).map((index) => ({ ...allow, resource: `${H}*/a/*/k${index}/*` })),
    'patterns with two stars, every other one denied': (size) =>
      numbers(size).map((index) => ({ permission: alternating(index), resource: `${H}*/a/*/k${index}/*` })),
    'hosts with a star': (size) =>
      numbers(size).map((index) => ({ ...allow, resource: `https://*.h${index}.example/*` })),
    'folders in folders': (size) =>
      numbers(size).map((index) => ({
        permission: alternating(index),
        resource: `${H}${'a/'.repeat(index)}*`,
      })),
  }
  const costs = (ask: (size: number) => unknown): readonly [number, number] => {
    ask(20)
    const cost = (size: number): number => operationsOf(() => void ask(size))
    return [cost(60), cost(120)]
  }
  const on = (rules: readonly Rule[], approvals: readonly Route[] = []) => ({
    policies: new Map([['p', { policies: rules, approvals }]]),
    bindings: new Map(),
  })
  const nobody = { policies: new Map(), bindings: new Map() }

  test.each(Object.entries(shapes))('compared: %s', (_what, rulesOf) => {
    const [small, large] = costs((size) => compareAccess(on(rulesOf(size)), nobody))
    expect(large / small).toBeLessThan(4.6)
  })

  test.each(Object.entries(shapes))('asked who can: %s', (_what, rulesOf) => {
    const [small, large] = costs((size) => whoCan({ method: 'GET', pattern: `${H}*/a/*` }, on(rulesOf(size))))
    expect(large / small).toBeLessThan(4.6)
  })

  const denied = (size: number): readonly Rule[] => [
    { ...allow, resource: `${H}*` },
    ...numbers(size).map(
      (index): Rule => ({
        permission: 'deny',
        resource: `${H}*/a${index}/*`,
        tags: [`t${index}`],
      }),
    ),
  ]
  const routes = (size: number): readonly Route[] =>
    numbers(size).map((index) => ({
      name: `r${index}`,
      resource: `${H}*/x${index}/*`,
      approvers: { groups: ['g'] },
    }))
  const asked = (size: number): readonly Rule[] =>
    numbers(size).map((index) => ({
      permission: 'approval_required',
      resource: `${H}*`,
      tags: [`t${index}`],
    }))
  const guarded: Readonly<Record<string, (size: number) => ReturnType<typeof on>>> = {
    ...Object.fromEntries(
      Object.entries(shapes).map(([name, rulesOf]) => [name, (size: number) => on(rulesOf(size))]),
    ),
    'patterns x tags, denied': (size) => on(denied(size)),
    'patterns x tags, allowed': (size) => on(denied(size).map((rule) => ({ ...rule, permission: 'allow' }))),
    'a tag each, routes with patterns': (size) => on(asked(size), routes(size)),
  }
  const guardrails: readonly Guardrail[] = [
    { name: 'never', on: { operations: ['POST'], resource: `${H}a/*` }, never: 'allow' },
    { name: 'inner', on: { resource: `${H}v1/*/x/*` }, never: 'approval_required' },
    { name: 'approved', on: { resource: `${H}*` }, approvedBy: ['g'] },
  ]
  test.each(Object.entries(guarded))('guarded: %s', (_what, side) => {
    const [small, large] = costs((size) => checkGuardrails(guardrails, side(size)))
    expect(large / small).toBeLessThan(4.6)
  })

  test('nested folders, each with a tag: a guardrail has its answer', () => {
    const [result] = checkGuardrails(
      [{ name: 'g', on: { tags: ['x'] }, never: 'allow' }],
      on(numbers(100).map(tagged)),
    )
    expect(result?.result).toBe('violated')
  })

  test('400 patterns that overlap each other and what is asked have an answer', () => {
    const rules = numbers(400).map(
      (index): Rule => ({ ...allow, resource: `${H}v1/*/regions/*/k${index}/*` }),
    )
    expect(whoCan({ method: 'GET', pattern: `${H}v1/*/regions/eu/*` }, on(rules)).length).toBeGreaterThan(399)
  })
})
