/**
 * Fixes, made as `lint --fix` makes them, over random policies: no request of a
 * small world gets another vote or another route, judged by an evaluator that
 * shares no code with the engine.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { checkGuardrails, type Guardrail } from '../../src/access/questions/guardrails.ts'
import { applyFixes } from '../../src/lint/edits.ts'
import { runChecks } from '../../src/lint/lint.ts'
import type { Policy, Spec } from '../../src/policy/policy.ts'
import type { Request } from '../../src/policy/request.ts'
import { verdict } from '../access/oracle.ts'
import * as world from '../access/world.ts'
import { parsed } from '../support/builders/parsed.ts'
import { type Call, READINGS, voteUnder } from './readings.ts'

const FIXING = new Set([
  'shadowed-by-deny',
  'overridden-by-approval',
  'duplicate-rule',
  'redundant-rule',
  'mergeable-rules',
  'lowercase-method',
])

/** Fixes one finding after the other, until none is left; the last one first, so that lines above stay. */
function fixed(text: string, made: Map<string, number>): string {
  let now = text
  for (let round = 0; round < 50; round += 1) {
    const { fixes } = runChecks(parsed({ 'policies/p.yaml': now }))
    const [finding, fix] = [...fixes].at(-1) ?? []
    if (finding === undefined || fix === undefined) return now
    expect(FIXING).toContain(finding.check)
    made.set(finding.check, (made.get(finding.check) ?? 0) + 1)
    now = applyFixes(now, [fix]).text
  }
  throw new Error(`the fixes never end:\n${text}`)
}

function specOf(text: string): Spec {
  return (parse(text) as Policy).spec
}

/** Policies in which rules come in variants, as they do when people copy and change one. */
const variant = fc.tuple(
  fc.nat(3),
  fc.constantFrom(
    { operations: ['GET'] },
    { operations: ['POST'] },
    { operations: ['get', 'LOCK'] },
    { tags: ['GET'] },
    { permission: 'deny' as const },
    { permission: 'approval_required' as const },
    {},
  ),
)
const policies = fc
  .tuple(world.spec({ globs: true, maxRules: 4 }), fc.array(variant, { maxLength: 3 }))
  .map(([spec, variants]): Spec => {
    const copies = variants.flatMap(([at, change]) =>
      spec.policies.slice(at, at + 1).map((rule) => ({ ...rule, ...change })),
    )
    return { ...spec, policies: [...spec.policies, ...copies] }
  })

const CALLS: readonly Call[] = [
  'https://h/',
  'https://h/a',
  'https://h/a/b',
  'https://h/a?q',
  'https://h/ab',
  'https://H/a',
  'https://h:443/a',
  'https://g/a',
  'https://h/*/b',
  'https://x.h/a',
  'http://h/a',
].flatMap((url) =>
  ['GET', 'POST', 'LOCK', 'PUT'].flatMap((method) =>
    [[], ['s'], ['s', 't']].map((tags) => ({ url, method, tags })),
  ),
)

/** Spellings that are one under some readings only, and rules that few readings agree on. */
const strange = fc
  .tuple(
    policies,
    fc.array(
      fc.record(
        {
          permission: fc.constantFrom('allow' as const, 'deny' as const, 'approval_required' as const),
          operations: fc.constantFrom(['GET'], ['get'], ['GET', 'POST'], []),
          resource: fc.constantFrom(
            ...[
              'https://H/a*',
              'https://h:443/a*',
              'https://h/a*',
              'https://h/*/b',
              'https://h/*',
              'https://*',
            ],
            ...['*', 'https://h/a', 'https://h/a?q', 'https://h', 'https://h/'],
          ),
          tags: fc.constantFrom(['s'], ['s', 't'], []),
        },
        { requiredKeys: ['permission'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([spec, rules]): Spec => ({ ...spec, policies: [...spec.policies, ...rules] }))

test('fixes keep every vote under every reading, and what a guardrail says', () => {
  const made = new Map<string, number>()
  const guardrails: readonly Guardrail[] = ['https://h/*', 'https://h/a*', 'https://g/*'].flatMap(
    (resource) =>
      [['GET'], ['POST', 'PUT']].map((operations) => ({
        name: resource,
        on: { operations, resource },
        never: 'allow' as const,
      })),
  )
  const said = (spec: Spec): readonly string[] =>
    checkGuardrails(guardrails, { policies: new Map([['p', spec]]), bindings: new Map() }).map(
      ({ result }) => result,
    )
  fc.assert(
    fc.property(strange, (spec) => {
      const before = stringify(JSON.parse(JSON.stringify({ name: 'p', spec })), { lineWidth: 0 })
      const after = specOf(fixed(before, made))
      const changed = READINGS.flatMap((reading) =>
        CALLS.filter((call) => voteUnder(after, call, reading) !== voteUnder(spec, call, reading)).map(
          (call) => ({ ...reading, ...call }),
        ),
      )
      expect(changed).toEqual([])
      const [was, is] = [said(spec), said(after)]
      // A method in lower case is written in upper case, which may prove more.
      for (const [at, result] of was.entries()) if (is[at] !== 'proven') expect(is[at]).toBe(result)
    }),
    { numRuns: 25, seed: 3 },
  )
  expect(made.size).toBeGreaterThan(3)
})

test.each([
  ['block', { lineWidth: 0 }],
  ['flow', { lineWidth: 0, collectionStyle: 'flow' as const }],
])('fixes keep every vote and every route: %s layout', (_name, options) => {
  const made = new Map<string, number>()
  fc.assert(
    fc.property(policies, (spec) => {
      // Written out: without aliases for what fast-check uses twice.
      const before = stringify(JSON.parse(JSON.stringify({ name: 'p', spec })), options)
      const after = specOf(fixed(before, made))
      const isSame = (request: Request): boolean =>
        JSON.stringify(verdict(request, [['p', after]], 'none')) ===
        JSON.stringify(verdict(request, [['p', spec]], 'none'))
      expect(world.REQUESTS.filter((request) => !isSame(request))).toEqual([])
    }),
    { numRuns: 100, seed: 42 },
  )
  // A property over fixes that were never made would prove nothing.
  expect([...made.keys()].sort()).toEqual([...FIXING].sort())
})

test('with anchors there is nothing to fix: an alias may need what would be deleted', () => {
  const text =
    'name: p\nspec:\n  policies:\n    - permission: deny\n      operations: &a [GET]\n    - permission: deny\n      operations: *a\n'
  const { findings, fixes } = runChecks(parsed({ 'policies/p.yaml': text }))
  expect(findings).toMatchObject([{ check: 'duplicate-rule', line: 6, fixable: false }])
  expect(fixes.size).toBe(0)
})
