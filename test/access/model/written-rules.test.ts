/** A look at rules as they are written never says more than their selectors do. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCleanResource } from '../../../src/access/model/clean-resource.ts'
import { parsePattern, patternText } from '../../../src/access/model/pattern.ts'
import { encloses } from '../../../src/access/model/pattern-order.ts'
import { type Selector, selectorOf } from '../../../src/access/model/reading.ts'
import {
  enclosesWritten,
  haveCleanResources,
  shareNoMethod,
} from '../../../src/access/model/written-rules.ts'
import { detourGrants } from '../../../src/access/questions/detour-grants.ts'
import { idleRoutes } from '../../../src/access/questions/idle-routes.ts'
import { rulesApart } from '../../../src/access/questions/rules-apart.ts'
import { hasOpenApprovals } from '../../../src/access/questions/unrouted-approvals.ts'
import type { Route, Spec } from '../../../src/policy/policy.ts'
import { runs } from '../../support/suite/soak.ts'

const pieces = ['v1', 'V1', '/', '/', '*', '.', '..', '~', '%20', '?', '#', ':443', ' ', '-']
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''))
const start = fc.constantFrom('https://a.example/', 'https://a.example', 'http://A/', 'https://', '')
const resource = fc.oneof(
  fc.tuple(start, text).map((parts) => parts.join('')),
  fc.constantFrom('https://a.example/*', 'https://a.example/v1/*', 'https://a.example/v1/long-name/*'),
  fc.constantFrom('https://a.example/v1/x', 'https://a.example/v1', 'https://a.example/v2/long-name/x'),
)
const operations = fc.array(fc.constantFrom('GET', 'POST', 'PUT', 'get', 'PURGE', '*'), { maxLength: 3 })
const tags = fc.array(fc.constantFrom('s', 't'), { maxLength: 1 })
const permission = fc.constantFrom('allow', 'deny', 'approval_required')
const rule = fc.record({ permission, resource, operations, tags }, { requiredKeys: ['permission'] })
const route = fc.record({ name: fc.constant('r'), resource, operations, tags }, { requiredKeys: ['name'] })
const spec = fc.record({
  policies: fc.array(rule, { maxLength: 4 }),
  approvals: fc.array(fc.oneof(route, fc.constant({ name: 'r' })), { maxLength: 2 }),
}) as fc.Arbitrary<Spec>

test('a clean resource is its own normal form, and a prefix only if it ends with *', () => {
  let clean = 0
  fc.assert(
    fc.property(resource, resource, (a, b) => {
      if (!isCleanResource(a)) return
      const pattern = parsePattern(a)
      expect(patternText(pattern)).toBe(a)
      expect(pattern.glob).toBeNull()
      if (!isCleanResource(b)) return
      clean++
      expect(enclosesWritten(a, b)).toBe(encloses(pattern, parsePattern(b)))
    }),
    { numRuns: runs(2000, 100_000) },
  )
  expect(clean).toBeGreaterThan(0)
})

test('rules that seem to share no method share none', () => {
  fc.assert(
    fc.property(rule, rule, (a, b) => {
      const [ofA, ofB] = [a, b].map((one) => selectorOf(one as Spec['policies'][number]).methods)
      if (!shareNoMethod(a as Spec['policies'][number], b as Spec['policies'][number])) return
      expect(ofA?.length).toBeGreaterThan(0)
      expect(ofB?.length).toBeGreaterThan(0)
      expect(ofA?.filter((method) => ofB?.includes(method))).toEqual([])
    }),
    { numRuns: runs(1000, 50_000) },
  )
})

test('rules that seem apart are apart', () => {
  const answers = new Set<boolean>()
  fc.assert(
    fc.property(spec, (written) => {
      const isApart = rulesApart(written)
      answers.add(isApart && written.policies.length > 1)
      if (!isApart) return
      expect(haveCleanResources(written)).toBe(true)
      const selectors = written.policies.map(selectorOf)
      const isCover = selectors.some((wide) =>
        selectors.some((narrow) => wide !== narrow && encloses(wide, narrow) && share(wide, narrow)),
      )
      expect(isCover).toBe(false)
    }),
    { numRuns: runs(2000, 100_000) },
  )
  expect(answers).toEqual(new Set([true, false]))
})

function share(
  { methods: a }: Pick<Selector, 'methods'>,
  { methods: b }: Pick<Selector, 'methods'>,
): boolean {
  return a.length === 0 || b.length === 0 || a.some((method) => b.includes(method))
}

function byResource(route: Route): Route {
  return { ...route, resource: route.resource || '*' }
}

function byOperations(route: Route): Route {
  return { ...route, operations: route.operations?.length ? route.operations : ['*'] }
}

/** A look knows a route without selectors, and not one that has a selector for everything. */
test('routes are idle, approvals open and detours found as without a look', () => {
  fc.assert(
    fc.property(spec, (written) => {
      for (const spell of [byResource, byOperations]) {
        const spelled: Spec = { ...written, approvals: (written.approvals ?? []).map(spell) }
        expect(idleRoutes(written)).toEqual(idleRoutes(spelled))
        expect(hasOpenApprovals(written)).toBe(hasOpenApprovals(spelled))
      }
      const own = { name: 'p', spec: written }
      const nobody = { name: 'q', spec: { policies: [] } as unknown as Spec }
      expect(detourGrants([own])).toEqual(detourGrants([own, nobody]))
    }),
    { numRuns: runs(1000, 50_000) },
  )
})
