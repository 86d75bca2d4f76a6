import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ordered } from '../../src/plan/order-writes.ts'
import { orderWrites } from '../../src/plan/order-writes.ts'
import type { Phase } from '../../src/plan/plan.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { anySpec, route, spec, withRoutes } from '../support/builders/specs.ts'
import { decisions, holeIn, isAtMost } from '../support/reliability/monitor.ts'
import { runs } from '../support/suite/soak.ts'

const X = 'https://a.example/x/*'
const Y = 'https://a.example/y/*'
const Z = 'https://a.example/z/*'

/** What the analysis of access would say, by brute force over the universe of the monitor. */
function directionOf(before: Spec | null, after: Spec | null): Ordered['direction'] {
  const isNarrower = isAtMost(after ?? undefined, before ?? undefined)
  const isWider = isAtMost(before ?? undefined, after ?? undefined)
  if (isNarrower && isWider) return isSameSpec(before, after) ? 'same' : 'rerouted'
  return isNarrower ? 'narrower' : isWider ? 'wider' : 'mixed'
}

type Versions = readonly [before: Spec | null, after: Spec | null]

function stepsOf(versions: readonly Versions[], direction = directionOf): readonly Ordered[] {
  return versions.flatMap(([before, after], index) =>
    isSameSpec(before, after)
      ? []
      : [{ policy: `p${index + 1}`, before, after, direction: direction(before, after) }],
  )
}

function told(phases: readonly Phase[]): string {
  return phases
    .map(
      ({ phase, writes }) =>
        `${phase} ${writes.map(({ action, policy }) => `${action} ${policy}`).join(', ')}`,
    )
    .join(' | ')
}

describe('changes → phases', () => {
  test.each<[string, readonly Versions[], string]>([
    ['one mixed change: one write', [[spec(`ask ${X}`), spec(`ask ${Y}`)]], 'release update p1'],
    [
      'narrower ones, then the mixed one, then wider ones',
      [
        [null, spec(`allow ${X}`)],
        [spec(`allow ${X}`), spec(`ask ${X}`)],
        [spec(`ask ${X}`), spec(`ask ${Y}`)],
      ],
      'tighten update p2 | release update p3 | release create p1',
    ],
    [
      'a deny goes last, its replacement goes first (first counterexample)',
      [
        [spec(`allow ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
        [spec(`deny ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
      ],
      'tighten update p1 | release update p2',
    ],
    [
      'no order is safe: through the interim spec (second counterexample)',
      [
        [spec(`allow ${X}`, `deny ${Y}`), spec(`allow ${Z}`)],
        [spec(`deny ${X}`, `allow ${Y}`), spec(`allow ${Z}`)],
      ],
      'tighten update p2 | release update p1 | release update p2',
    ],
    [
      'mixed changes that touch nothing in common: one write each',
      [
        [
          spec('ask https://a.example/*'),
          spec('ask https://a.example/v2/*', 'allow GET https://a.example/*'),
        ],
        [null, spec('ask https://b.example/*', 'allow GET https://b.example/*')],
        [null, spec('ask https://c.example/*', 'allow GET https://C.example:443/*')],
      ],
      'release update p1, create p2, create p3',
    ],
    [
      'creates of two that ask for the same: denied first',
      [
        [null, spec(`ask ${X}`, `allow GET ${X}`)],
        [null, spec(`ask ${X}`)],
      ],
      'tighten create p2 | release create p1 | release update p2',
    ],
    [
      'deletes of two that ask: denied meanwhile',
      [
        [spec(`ask ${X}`), null],
        [spec(`ask ${X}`, `allow GET ${X}`), null],
      ],
      'tighten update p2 | release delete p1 | release delete p2',
    ],
    [
      'a create of denies, a delete of allows, a delete of denies, a create of allows',
      [
        [null, spec(`deny ${X}`)],
        [spec(`allow ${X}`), null],
        [spec(`deny ${Y}`), null],
        [null, spec(`allow ${Y}`)],
      ],
      'tighten create p1, delete p2 | release delete p3, create p4',
    ],
    [
      'another route: before what is wider',
      [
        [withRoutes(spec(`ask ${X}`), route('r')), withRoutes(spec(`ask ${X}`), route('s'))],
        [spec(`ask ${X}`), spec(`allow ${X}`)],
      ],
      'release update p1 | release update p2',
    ],
    [
      'rules that only the analysis can compare: narrower',
      [
        [spec('allow https://a.example/*'), spec(`allow ${X}`)],
        [spec(`ask ${X}`), spec(`ask ${Y}`)],
      ],
      'tighten update p1 | release update p2',
    ],
    [
      'a rule with resource and tags may be read in two ways: the analysis is not believed',
      [
        [spec(`allow ${X} #money`), spec(`allow ${X}`)],
        [spec('deny #money', `allow ${Y}`), spec(`allow ${Y}`)],
      ],
      'release update p1 | release update p2',
    ],
    [
      'an allow that one reading hides behind a deny, and another does not: last, although only routes seem to change',
      [
        [null, spec('ask https://a.example/*')],
        [
          withRoutes(spec('deny #money'), route('r')),
          withRoutes(spec('deny #money', 'allow https://a.example/* #money'), route('s')),
        ],
      ],
      'release create p1 | release update p2',
    ],
    [
      'a `*` inside a pattern: the analysis is not believed',
      [
        [spec('allow https://a.example/*'), spec('allow https://a.example/*/x')],
        [spec(`ask ${X}`), spec(`ask ${Y}`)],
      ],
      'tighten update p1 | release update p2 | release update p1',
    ],
  ])('%s', (_what, versions, expected) => {
    expect(told(orderWrites(stepsOf(versions)))).toBe(expected)
  })
})

test('a policy with no rule in common is one deny of a host that does not exist, meanwhile', () => {
  const steps = stepsOf([
    [spec(`allow ${X}`), spec(`allow ${Y}`)],
    [spec(`allow ${Y}`), spec(`allow ${X}`)],
  ])
  const [tighten] = orderWrites(steps)
  expect(tighten?.writes.map(({ spec: sent }) => sent)).toEqual([spec('deny https://policyctl.invalid/*')])
})

/** Every state that any order of the writes inside each phase passes through. */
function holeOnTheWay(versions: readonly Versions[], phases: readonly Phase[]): string | null {
  const names = versions.map((_, index) => `p${index + 1}`)
  const side = (index: 0 | 1): Map<string, Spec> =>
    new Map(versions.flatMap((pair, at) => (pair[index] === null ? [] : [[`p${at + 1}`, pair[index]]])))
  const [old, now] = [decisions(side(0), names), decisions(side(1), names)]
  const world = side(0)
  for (const { writes } of phases) {
    for (let subset = 0; subset < 2 ** writes.length; subset += 1) {
      const state = new Map(world)
      for (const [index, write] of writes.entries()) {
        if (subset & (1 << index)) put(state, write.policy, write.spec)
      }
      const hole = holeIn(decisions(state, names), old, now)
      if (hole !== null) return hole
    }
    for (const write of writes) put(world, write.policy, write.spec)
  }
  for (const name of names) {
    expect(isSameSpec(world.get(name) ?? null, side(1).get(name) ?? null)).toBe(true)
  }
  return null
}

function put(world: Map<string, Spec>, name: string, spec_: Spec | null): void {
  if (spec_ === null) world.delete(name)
  else world.set(name, spec_)
}

const version = fc.option(anySpec, { freq: 4 })
const versionsOfPlan = fc.array(fc.tuple(version, version), { minLength: 1, maxLength: 4 })

describe('no order of the writes in a phase lets through what neither side allows', () => {
  test.each<[string, typeof directionOf, number]>([
    ['with the analysis of access', directionOf, runs(600, 30_000)],
    ['where the analysis knows nothing', () => 'mixed', runs(200, 10_000)],
  ])('%s', (_what, direction, numRuns) => {
    fc.assert(
      fc.property(versionsOfPlan, (versions) => {
        expect(holeOnTheWay(versions, orderWrites(stepsOf(versions, direction)))).toBeNull()
      }),
      { numRuns },
    )
  })
})

describe('the property sees what is taken out', () => {
  const inOnePhase = (steps: readonly Ordered[]): readonly Phase[] => [
    { phase: 'release', writes: withoutInterim(steps).flatMap(({ writes }) => writes) },
  ]
  const released = (steps: readonly Ordered[]): readonly Phase[] =>
    orderWrites(steps.map((step) => ({ ...step, direction: 'same' as const })))
  test.each<[string, (steps: readonly Ordered[]) => readonly Phase[]]>([
    ['barriers', inOnePhase],
    ['the interim spec', (steps) => withoutInterim(steps)],
    ['the order', (steps) => [...withoutInterim(steps)].reverse()],
    ['the direction', released],
  ])('%s', (_what, order) => {
    const found = fc.check(
      fc.property(versionsOfPlan, (versions) => {
        return holeOnTheWay(versions, order(stepsOf(versions))) === null
      }),
      { numRuns: 3000 },
    )
    expect(found.failed).toBe(true)
  })
})

function withoutInterim(steps: readonly Ordered[]): readonly Phase[] {
  return steps.flatMap((step) => orderWrites([step]))
}
