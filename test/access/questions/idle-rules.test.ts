import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareAccess } from '../../../src/access/compare/compare.ts'
import { idleRules, neverDecides } from '../../../src/access/questions/idle-rules.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'
import { spec } from '../../support/builders/specs.ts'
import { verdict } from '../oracle.ts'
import * as world from '../world.ts'

test.each<[string, readonly string[], readonly string[]]>([
  ['one rule', ['deny'], []],
  ['rules that do not meet', ['allow GET https://h/a', 'deny https://h/b*'], []],
  ['an allow under a deny', ['allow GET https://h/a*', 'deny https://h/a*'], ['0 denied by 1']],
  ['a narrow allow under a wide deny', ['allow GET https://h/a', 'deny https://h/*'], ['0 carve-out by 1']],
  ['an approval under a deny', ['ask https://h/*', 'deny https://h/*'], ['0 denied by 1']],
  ['an allow under an approval', ['allow GET https://h/a', 'ask https://h/*'], ['0 asked by 1']],
  [
    'an allow under both',
    ['allow GET,POST https://h/a', 'ask POST https://h/*', 'deny GET https://h/*'],
    ['0 asked by 1,2'],
  ],
  ['a deny with tags leaves the rest', ['allow https://h/*', 'deny https://h/* #t'], []],
  ['the same twice', ['allow GET https://h/a', 'allow get https://H/a'], ['1 duplicate by 0']],
  ['narrow beside wide', ['allow GET https://h/a', 'allow https://h/*'], ['0 redundant by 1']],
  [
    'of a ring the wide one stays',
    ['allow GET https://h/*', 'allow GET,POST https://h/*', 'allow POST https://h/*'],
    ['0 redundant by 1', '2 redundant by 1'],
  ],
  [
    'what only several cover together',
    ['allow GET,POST https://h/a', 'allow GET https://h/*', 'allow POST https://h/a*'],
    ['0 redundant by 1,2'],
  ],
  [
    'the cause is a rule that stays',
    ['allow https://h/a/b', 'allow https://h/a*', 'allow https://h/*'],
    ['0 redundant by 2', '1 redundant by 2'],
  ],
  [
    'a duplicate of what never decides',
    ['allow https://h/*', 'allow https://h/*', 'deny https://h/*'],
    ['0 denied by 2', '1 denied by 2'],
  ],
  ['a * before the end shadows nothing', ['allow https://x.h/', 'deny https://*.h/*'], []],
])('idle rules: %s', (_name, rules, expected) => {
  const idle = idleRules(spec(...rules))
  expect(idle.map(({ rule, kind, by }) => `${rule} ${kind} by ${by}`)).toEqual(expected)
})

function without(of: Spec, rules: ReadonlySet<number>): Spec {
  return { ...of, policies: of.policies.filter((_rule, index) => !rules.has(index)) }
}

function side(of: Spec) {
  return { policies: new Map([['p', of]]), bindings: new Map() }
}

describe('over random policies', () => {
  test('without all idle rules every request gets the vote and the route that it had', () => {
    fc.assert(
      fc.property(world.spec({ globs: true, maxRules: 7 }), (policy) => {
        const rest = without(policy, new Set(idleRules(policy).map(({ rule }) => rule)))
        const isSame = (request: Request): boolean =>
          JSON.stringify(verdict(request, [['p', rest]], 'none')) ===
          JSON.stringify(verdict(request, [['p', policy]], 'none'))
        expect(world.REQUESTS.filter((request) => !isSame(request))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('what is called never deciding decides no request', () => {
    fc.assert(
      fc.property(world.spec({ globs: true, maxRules: 7 }), (policy) => {
        for (const { rule } of idleRules(policy).filter(neverDecides)) {
          const [own] = policy.policies.slice(rule, rule + 1)
          const stronger = policy.policies.filter(({ permission }) => permission !== own?.permission)
          const matches = (request: Request, rules: Spec['policies']): boolean =>
            verdict(request, [['p', { policies: rules }]], 'none').vote !== 'none'
          const decides = (request: Request): boolean =>
            own !== undefined && matches(request, [own]) && !matches(request, stronger)
          expect(world.REQUESTS.filter(decides)).toEqual([])
        }
      }),
      { numRuns: 80 },
    )
  })

  test('and none is missed where patterns nest: without any other rule something changes', () => {
    fc.assert(
      fc.property(world.spec({ maxRules: 7 }), (policy) => {
        const idle = new Set(idleRules(policy).map(({ rule }) => rule))
        const rest = without(policy, idle)
        for (const index of rest.policies.keys())
          expect(compareAccess(side(rest), side(without(rest, new Set([index]))))).not.toEqual([])
      }),
      { numRuns: 80 },
    )
  })
})
