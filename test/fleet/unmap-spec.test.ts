/** The way back through a map: exact, or refused with the place. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapSpec } from '../../src/fleet/map-spec.ts'
import { targetMapOf } from '../../src/fleet/target-map.ts'
import { unmapSpec } from '../../src/fleet/unmap-spec.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'

const of = (resource: string, groups: readonly string[] = []): Spec => ({
  policies: [{ permission: 'approval_required', resource }],
  approvals: [{ approvers: { groups: [...groups] } }],
})

const MAP = targetMapOf({
  hosts: { 'a.io': 'a.test' },
  groups: { finance: 'self', legal: 'self', ops: 'duty' },
})

describe('unmapSpec', () => {
  test.each<[string, Spec, Spec | null, Spec]>([
    [
      'a name of the target is that of the files',
      of('https://a.test/x', ['duty']),
      null,
      of('https://a.io/x', ['ops']),
    ],
    ['what the map does not name stays', of('https://b.io/x', ['hr']), null, of('https://b.io/x', ['hr'])],
    ['scheme, port and path stay', of('http://u@a.test:8080/x?y'), null, of('http://u@a.io:8080/x?y')],
    [
      'a host keeps the letters of its file',
      of('https://a.test/x'),
      of('https://A.io/x'),
      of('https://A.io/x'),
    ],
    [
      'two groups that became one stay both',
      of('https://b.io', ['self', 'hr']),
      of('https://b.io', ['finance', 'legal']),
      of('https://b.io', ['finance', 'legal', 'hr']),
    ],
    [
      'of two groups that became one the one of the file',
      of('https://b.io/*', ['self']),
      of('https://b.io', ['legal']),
      of('https://b.io/*', ['legal']),
    ],
  ])('%s', (_case, wanted, written, spec) => {
    expect(unmapSpec(wanted, written, MAP)).toEqual({ spec })
  })

  test.each<[string, Spec, string, string]>([
    [
      'a name that the map takes away',
      of('https://a.io/x'),
      'spec.policies.0.resource',
      'replaces every a.io by a.test, so no file can name a.io for this target',
    ],
    [
      'a name that two become',
      of('https://b.io', ['duty', 'self']),
      'spec.approvals.0.approvers.groups.1',
      'replaces both finance and legal by self, so the name for the file is not clear',
    ],
    [
      'a host behind a star',
      of('https://*.test/x'),
      'spec.policies.0.resource',
      'would have to change the host a.test after the * of https://*.test/x',
    ],
  ])('refused: %s', (_case, wanted, path, fact) => {
    const unmapped = unmapSpec(wanted, null, MAP)
    expect(unmapped).toEqual({ path: expect.anything(), fact })
    expect('path' in unmapped && unmapped.path.join('.')).toBe(path)
  })
})

const NAMES = ['a', 'b', 'c', 'd']
const specs: fc.Arbitrary<Spec> = fc
  .record({
    hosts: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
    routes: fc.array(fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }), { maxLength: 2 }),
    tools: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
  })
  .map(({ hosts, routes, tools }) => ({
    policies: hosts.map((host) => ({ permission: 'approval_required', resource: `https://${host}.io/*` })),
    approvals: routes.map((groups) => ({ approvers: { groups }, toolIds: tools })),
  }))
const swaps = fc
  .tuple(fc.shuffledSubarray(NAMES, { minLength: 4 }), fc.integer({ min: 0, max: 4 }))
  .map(([to, length]) => NAMES.slice(0, length).map((from, at) => [from, to[at] ?? from] as const))
const bijections = fc.tuple(swaps, swaps, swaps).map(([hosts, groups, tools]) =>
  targetMapOf({
    hosts: Object.fromEntries(hosts.map(([from, to]) => [`${from}.io`, `${to}.io`])),
    groups: Object.fromEntries(groups),
    tools: Object.fromEntries(tools),
  }),
)

test('what was mapped comes back as it was written, and nothing comes back as something else', () => {
  fc.assert(
    fc.property(specs, specs, bijections, (written, live, map) => {
      expect(unmapSpec(mapSpec(written, map).spec, written, map)).toEqual({ spec: written })
      const back = unmapSpec(live, written, map)
      if ('spec' in back) expect(isSameSpec(mapSpec(back.spec, map).spec, live)).toBe(true)
      else expect(back.fact).toMatch(/^replaces (?:every|both) /)
    }),
  )
})
