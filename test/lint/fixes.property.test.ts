/**
 * Fixes, made as `lint --fix` makes them, over random policies: no request of a
 * small world gets another vote or another route, judged by an evaluator that
 * shares no code with the engine.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { applyFixes } from '../../src/lint/edits.ts'
import { runChecks } from '../../src/lint/lint.ts'
import type { Policy, Spec } from '../../src/policy/policy.ts'
import type { Request } from '../../src/policy/request.ts'
import { verdict } from '../access/oracle.ts'
import * as world from '../access/world.ts'
import { parsed } from '../support/parsed.ts'

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
const policies = fc
  .tuple(
    world.spec({ globs: true, maxRules: 4 }),
    fc.array(fc.tuple(fc.nat(3), fc.constantFrom(['GET'], ['POST'], ['get', 'LOCK']), fc.boolean()), {
      maxLength: 3,
    }),
  )
  .map(([spec, variants]): Spec => {
    const copies = variants.flatMap(([at, items, isTags]) =>
      spec.policies
        .slice(at, at + 1)
        .map((rule) => (isTags ? { ...rule, tags: items } : { ...rule, operations: items })),
    )
    return { ...spec, policies: [...spec.policies, ...copies] }
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
    { numRuns: 60, seed: 42 },
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
