/** Random fleets made from layers that are known: the inference comes to what they have, finds the base, and is no larger. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FleetProposal, TargetCopies } from '../../../src/fleet/infer/fleet-proposal.ts'
import { inferFleet } from '../../../src/fleet/infer/infer-fleet.ts'
import { ambiguousEntries, unusedEntries } from '../../../src/fleet/map-faults.ts'
import { targetFiles } from '../../../src/fleet/target-files.ts'
import { isSameSpec } from '../../../src/policy/canonical.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { parsed } from '../../support/builders/parsed.ts'
import { knownFleet } from './known-fleet.ts'

const NOTHING = { resources: [], groups: [] }

function filesOf({ layers }: FleetProposal) {
  return parsed(
    Object.fromEntries(
      layers.flatMap(({ name: layer, policies }) =>
        policies.map(({ name, spec }) => [`policies/${layer}/${name}.json`, JSON.stringify({ name, spec })]),
      ),
    ),
  )
}

/** What is wrong with a proposal; [] for nothing. */
function faults(proposal: FleetProposal, copies: readonly TargetCopies[]): readonly string[] {
  const files = filesOf(proposal)
  const targets = proposal.targets.map((one) => ({ ...one, wider: ['*'] }))
  return targets.flatMap((target) => {
    const given = targetFiles({ folder: 'policies', files }, target)
    const has = copies.find(({ name }) => name === target.name)?.policies ?? new Map<string, Spec>()
    const wrong = given.policies.filter(
      ({ parsed: { policy } }) => !isSameSpec(policy.spec, has.get(policy.name) ?? null),
    )
    const subject = { target, given, targets, folder: 'policies', files, guards: [] }
    return [
      ...wrong.map(({ written }) => `${target.name} gets another ${written.policy.name}`),
      ...(given.policies.length === has.size
        ? []
        : [`${target.name} gets ${given.policies.length} of ${has.size}`]),
      ...ambiguousEntries(subject).map(({ fact }) => `the map of ${target.name} ${fact}`),
      ...unusedEntries(subject).map(({ fact }) => `the map of ${target.name} ${fact}`),
    ]
  })
}

function sizeOf({ layers, targets, maps }: FleetProposal): number {
  const policies = layers.reduce((sum, { policies: own }) => sum + own.length, 0)
  return policies + maps.length + targets.reduce((sum, { without }) => sum + without.length, 0)
}

test('a fleet of known layers: exactly what each has, the base again, no larger than it was made', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.record({
        regions: fc.integer({ min: 2, max: 4 }),
        policies: fc.integer({ min: 12, max: 16 }),
        changes: fc.integer({ min: 0, max: 4 }),
      }),
      (seed, size) => {
        const known = knownFleet(seed, size)
        const proposal = inferFleet(known.copies, NOTHING)
        expect(faults(proposal, known.copies)).toEqual([])
        const base = proposal.layers.find(({ kind }) => kind === 'base')
        const found = new Map(base?.policies.map(({ name, spec }) => [name, spec]))
        const missed = [...known.base].filter(([name, spec]) => !isSameSpec(found.get(name) ?? null, spec))
        expect(missed.map(([name]) => name)).toEqual([])
        expect(sizeOf(proposal)).toBeLessThanOrEqual(1.1 * known.size)
      },
    ),
    { numRuns: 8 },
  )
})

const spec: fc.Arbitrary<Spec> = fc
  .array(
    fc.record({
      permission: fc.constantFrom('allow' as const, 'deny' as const),
      resource: fc
        .tuple(fc.constantFrom('a.io', 'b.io', 'c.io', '*.io'), fc.constantFrom('/*', '/x'))
        .map(([host, path]) => `https://${host}${path}`),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .chain((policies) =>
    fc
      .constantFrom('a.io', 'finance', 'legal')
      .map((group) => ({ policies, approvals: [{ approvers: { groups: [group] } }] })),
  )

test('any copies at all: exactly what each has, and maps that can be carried out', () => {
  const copies = fc
    .array(fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), spec, { noNullPrototype: true }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((all) => all.map((own, at) => ({ name: `t-${at}`, policies: new Map(Object.entries(own)) })))
  fc.assert(
    fc.property(copies, (own) => {
      expect(faults(inferFleet(own, NOTHING), own)).toEqual([])
    }),
    { numRuns: 30 },
  )
})
