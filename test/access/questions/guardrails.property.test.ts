/** Guardrails against every request of a small world, under every combination of readings. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { checkGuardrails, type Guardrail } from '../../../src/access/questions/guardrails.ts'
import type { Rule, Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'
import { runs } from '../../support/suite/soak.ts'
import { boundTo, urlMatches, verdict } from '../oracle.ts'
import { REQUESTS, sides } from '../world.ts'

const guardrail: fc.Arbitrary<Guardrail> = fc
  .record({
    operations: fc.option(fc.subarray(['GET', 'POST', 'LOCK', '*'], { minLength: 1 }), { nil: undefined }),
    resource: fc.constantFrom('https://h/*', 'https://h/a*', 'https://h/a', 'https://*/a', undefined),
    tags: fc.option(fc.subarray(['s', 't', 'v'], { minLength: 1 }), { nil: undefined }),
    statement: fc.constantFrom({ never: 'allow' }, { never: 'approval_required' }, { approvedBy: ['boss'] }),
    bindings: fc.constantFrom('known', 'any'),
  })
  .map(({ statement, bindings, ...on }) => ({ name: 'g', on, bindings, ...statement }) as Guardrail)

/** How the undocumented may be read. */
interface Reading {
  readonly isEitherEnough: boolean
  readonly isBareNothing: boolean
  readonly isCaseExact: boolean
  readonly isStarLiteral: boolean
  readonly isQueryPart: boolean
}

const FLAGS = [false, true]
const READINGS: readonly Reading[] = FLAGS.flatMap((isEitherEnough) =>
  FLAGS.flatMap((isBareNothing) =>
    FLAGS.flatMap((isCaseExact) =>
      FLAGS.flatMap((isStarLiteral) =>
        FLAGS.map((isQueryPart) => ({
          isEitherEnough,
          isBareNothing,
          isCaseExact,
          isStarLiteral,
          isQueryPart,
        })),
      ),
    ),
  ),
)
const [PINNED] = READINGS as readonly [Reading]

function asRead(rule: Rule, reading: Reading): Rule[] {
  const { resource = '', tags = [], operations = [] } = rule
  if (reading.isBareNothing && resource === '' && tags.length === 0) return []
  if (reading.isStarLiteral && resource.slice(0, -1).includes('*')) return []
  const upper = operations.filter((name) => name === name.toUpperCase())
  if (reading.isCaseExact && operations.length > 0 && upper.length === 0) return []
  const {
    tags: _tags,
    resource: _resource,
    ...rest
  } = reading.isCaseExact ? { ...rule, operations: upper } : rule
  if (reading.isEitherEnough && resource !== '' && tags.length > 0)
    return [
      { ...rest, resource },
      { ...rest, tags },
    ]
  return [{ ...rest, resource, tags }]
}

function isViolated(
  request: Request,
  specs: readonly (readonly [string, Spec])[],
  { never, approvedBy }: Guardrail,
): boolean {
  const { vote, approval } = verdict(request, specs, 'deny')
  if (never !== undefined) return vote === never
  if (vote !== 'approval_required') return vote === 'allow'
  const groups: string[] = approval === 'nobody' || approval === null ? [] : JSON.parse(approval)[0]
  return groups.length === 0 || groups.some((group) => !(approvedBy ?? []).includes(group))
}

function isMeant({ method, url, tags }: Request, { on = {} }: Guardrail): boolean {
  return (
    (on.operations === undefined || on.operations.includes('*') || on.operations.includes(method)) &&
    (on.resource === undefined || urlMatches(on.resource, url)) &&
    (on.tags === undefined || on.tags.some((tag) => tags.includes(tag)))
  )
}

/** Sets of policies that the guardrail speaks of. */
function bindingsOf(
  { bindings }: Guardrail,
  side: AccessSide,
): readonly (readonly (readonly [string, Spec])[])[] {
  if (bindings === 'known') return [...side.bindings.keys()].map((agent) => boundTo(side, agent))
  const sets: (readonly (readonly [string, Spec])[])[] = [[]]
  for (const one of side.policies) sets.push(...sets.map((set) => [...set, one]))
  return sets
}

function breaksUnder(reading: Reading, rail: Guardrail, side: AccessSide): boolean {
  const bindings = bindingsOf(rail, side).map((bound) =>
    bound.map(
      ([name, spec]) =>
        [name, { ...spec, policies: spec.policies.flatMap((rule) => asRead(rule, reading)) }] as const,
    ),
  )
  const meant = REQUESTS.filter((request) => isMeant(request, rail))
  const asked = reading.isQueryPart
    ? meant.map((request) => ({ ...request, url: `${request.url}?x=1` }))
    : meant
  return bindings.some((bound) => asked.some((request) => isViolated(request, bound, rail)))
}

test('violated: some request breaks it; unproven: none under the pinned reading; proven: none under any', () => {
  const seen: Record<string, number> = {}
  fc.assert(
    fc.property(sides({ globs: true }), guardrail, ([, side], rail) => {
      const [result] = checkGuardrails([rail], side)
      if (result === undefined) throw new Error('no result')
      seen[result.result] = (seen[result.result] ?? 0) + 1
      const { counterexample } = result
      if (result.result === 'violated') {
        const named = (counterexample?.policies ?? []).map(
          (name) => [name, side.policies.get(name) as Spec] as const,
        )
        expect(counterexample !== null && isMeant(counterexample.request, rail)).toBe(true)
        expect(counterexample !== null && isViolated(counterexample.request, named, rail)).toBe(true)
      } else {
        const readings = result.result === 'proven' ? READINGS : [PINNED]
        for (const reading of readings)
          if (breaksUnder(reading, rail, side)) throw new Error(JSON.stringify(reading))
      }
    }),
    { numRuns: runs(200, 5_000) },
  )
  for (const status of ['proven', 'violated', 'unproven']) expect(seen[status]).toBeGreaterThan(4)
})
