/** Ceilings, and what proofs rest on, against every request of a small world. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { resolvedUrl } from '../../../src/access/model/resolved-url.ts'
import { checkGuardrails, type Guardrail } from '../../../src/access/questions/guardrails.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'
import { runs } from '../../support/soak.ts'
import { boundTo, urlMatches, verdict } from '../oracle.ts'
import { REQUESTS, sides, spec } from '../world.ts'

type Bound = readonly (readonly [string, Spec])[]

interface Approval {
  readonly groups: readonly string[]
  readonly match: string
  readonly hours: number
}

/** What happens to a request: a vote, and how an approval asks; null where no route takes it. */
function outcome(request: Request, bound: Bound): { vote: string; approval: Approval | null } {
  const { vote, approval } = verdict(request, bound, 'deny')
  if (vote !== 'approval_required' || approval === 'nobody' || approval === null)
    return { vote, approval: null }
  const [groups, match, duration] = JSON.parse(approval) as [string[], string, string]
  return { vote, approval: { groups, match, hours: Number.parseInt(duration, 10) } }
}

const YESES = [[], ['boss'], ['peer'], ['boss', 'peer']]

function passes({ groups, match }: Approval, yeses: readonly string[]): boolean {
  const isGiven = (group: string): boolean => yeses.includes(group)
  return match === 'all' ? groups.every(isGiven) : groups.some(isGiven)
}

function isAbove(now: ReturnType<typeof outcome>, top: ReturnType<typeof outcome>): boolean {
  const height = (vote: string): number => ['deny', 'approval_required', 'allow'].indexOf(vote)
  if (now.vote !== top.vote) return height(now.vote) > height(top.vote)
  if (now.vote !== 'approval_required') return false
  if (now.approval === null || top.approval === null) return now.approval !== top.approval
  const [own, wanted] = [now.approval, top.approval]
  if (own.groups.length === 0 || wanted.groups.length === 0) {
    if (own.groups.length !== wanted.groups.length) return true
  } else if (YESES.some((yeses) => passes(own, yeses) && !passes(wanted, yeses))) return true
  return own.hours > wanted.hours
}

function subsets(side: AccessSide): readonly Bound[] {
  const sets: Bound[] = [[]]
  for (const one of side.policies) sets.push(...sets.map((set) => [...set, one]))
  return sets
}

/** Bound to each of them, with the routes of every one in turn: any of them may serve. */
function withLentRoutes(bound: Bound): readonly Bound[] {
  return bound.map(([, { approvals = [] }]) =>
    bound.map(([name, { policies }]) => [name, { policies, approvals }] as const),
  )
}

function seen(side: AccessSide): readonly Bound[] {
  const bound = new Set([...side.bindings.values()].flat())
  const alone = [...side.policies].filter(([name]) => !bound.has(name)).map((one) => [one])
  return [...[...side.bindings.keys()].map((agent) => boundTo(side, agent)), ...alone]
}

test('a ceiling is violated exactly where some request is above it; proven, whoever lends a route', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(
      sides({ globs: true }),
      spec({ globs: true }),
      fc.constantFrom('known', 'any'),
      ([, side], top, bindings) => {
        const guardrail = {
          name: 'g',
          bindings,
          atMost: { name: 'c', policies: [{ name: 'c', spec: top }] },
        } as Guardrail
        const [result] = checkGuardrails([guardrail], side)
        counts[result?.result ?? ''] = (counts[result?.result ?? ''] ?? 0) + 1
        const held = bindings === 'any' ? subsets(side) : seen(side)
        const isBroken = (bound: Bound): boolean =>
          REQUESTS.some((request) => isAbove(outcome(request, bound), outcome(request, [['c', top]])))
        const example = result?.counterexample ?? null
        if (result?.result === 'violated' && example !== null) {
          const own = example.policies.map((name) => [name, side.policies.get(name) as Spec] as const)
          expect(isAbove(outcome(example.request, own), outcome(example.request, [['c', top]]))).toBe(true)
        } else expect(held.some(isBroken)).toBe(false)
        if (result?.result !== 'proven') return
        const lent = (bound: Bound): boolean =>
          REQUESTS.some((request) => {
            const now = outcome(request, bound)
            return now.approval !== null && isAbove(now, outcome(request, [['c', top]]))
          })
        expect(held.flatMap(withLentRoutes).some(lent)).toBe(false)
        if (!result.assumptions.includes('bindings-as-seen')) expect(subsets(side).some(isBroken)).toBe(false)
        if (!result.assumptions.includes('paths-as-text'))
          expect(
            held.some((bound) =>
              DETOURS.some((request) =>
                isAbove(outcome(request, bound), outcome(resolved(request), [['c', top]])),
              ),
            ),
          ).toBe(false)
      },
    ),
    { numRuns: runs(150, 5_000) },
  )
  for (const status of ['proven', 'violated']) expect(counts[status], status).toBeGreaterThan(4)
})

/** Paths that somebody may resolve, from and to all places of the world. */
const DETOURS: readonly Request[] = ['', 'a', 'a/', 'ab', 'b', 'c/'].flatMap((from) =>
  ['', 'a', 'a/b', 'ab', 'b', 'c'].flatMap((to) =>
    ['/../../../', '/%2e%2e/..%2f../', '/..;/..;/', '//'].flatMap((way) =>
      ['https://h/', 'https://g/'].flatMap((origin) =>
        ['GET', 'LOCK'].flatMap((method) =>
          [[], ['s', 't', 'u']].map((tags) => ({
            method,
            url: `${origin}${from}${way}${to}`,
            tags,
            tool: null,
            capability: null,
          })),
        ),
      ),
    ),
  ),
)

function resolved(request: Request): Request {
  return { ...request, url: resolvedUrl(request.url) ?? request.url }
}

const anyResource = fc.constantFrom(
  'https://h/*',
  'https://h/a*',
  'https://h/a',
  'https://h/b*',
  'https://*/a',
  'https://h/*b',
)

test('what is proven holds without an assumption that is not named: other bindings, resolved paths', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(
      spec({ globs: true }),
      spec(),
      anyResource,
      fc.boolean(),
      (open, other, resource, isGuarded) => {
        const guard: Spec = { policies: [{ permission: 'deny', resource: 'https://h/*' }] }
        const policies = new Map([
          ['p', open],
          ['q', other],
          ['r', guard],
        ])
        const side = {
          policies,
          bindings: new Map([['default/a', isGuarded ? ['p', 'q', 'r'] : ['p', 'q']]]),
        }
        const [result] = checkGuardrails([{ name: 'g', on: { resource }, never: 'allow' }], side)
        if (result?.result !== 'proven') return
        for (const assumption of ['none', ...result.assumptions])
          counts[assumption] = (counts[assumption] ?? 0) + 1
        const isAllowed = (request: Request, bound: Bound): boolean =>
          outcome(request, bound).vote === 'allow'
        const guarded = REQUESTS.filter(({ url }) => urlMatches(resource, url))
        if (!result.assumptions.includes('bindings-as-seen'))
          for (const bound of subsets(side))
            expect(guarded.some((request) => isAllowed(request, bound))).toBe(false)
        const reaching = DETOURS.filter((request) => urlMatches(resource, resolved(request).url))
        if (!result.assumptions.includes('paths-as-text'))
          for (const bound of seen(side))
            expect(reaching.some((request) => isAllowed(request, bound))).toBe(false)
      },
    ),
    { numRuns: runs(200, 5_000) },
  )
  for (const name of ['none', 'bindings-as-seen', 'paths-as-text'])
    expect(counts[name] ?? 0, name).toBeGreaterThan(0)
})

test('an assumption that is named is needed: a grant that climbs breaks what is proven', () => {
  let needed = 0
  const prefix = fc.constantFrom('https://h/a*', 'https://h/b*', 'https://h/ab*')
  fc.assert(
    fc.property(spec(), prefix, (policy, resource) => {
      const side = {
        policies: new Map([['p', { policies: policy.policies.filter(isPlain) }]]),
        bindings: new Map(),
      }
      const [result] = checkGuardrails([{ name: 'g', on: { resource }, never: 'allow' }], side)
      if (result?.result !== 'proven' || !result.assumptions.includes('paths-as-text')) return
      needed += 1
      const target = resource.slice('https://h'.length, -1)
      const climbing = policy.policies.flatMap(({ resource: grant = '', operations = [] }) => {
        const methods = ['GET', 'POST', 'LOCK', 'PROPFIND', ...operations.map((name) => name.toUpperCase())]
        const start = grant.replace(/\*$/, '')
        const urls = [
          ...['/..', '/%2e%2e', '/..;', '%2f..', '%2f..;'].map((step) => start + step.repeat(4) + target),
          `https://h${'/..'.repeat(6)}${target}`,
          `https://h/${target}`,
          `https://h/.${target}`,
        ]
        return methods.flatMap((method) =>
          urls.map((url) => ({ method, url, tags: [], tool: null, capability: null })),
        )
      })
      const breaks = climbing.some(
        (request) =>
          outcome(request, [...side.policies]).vote === 'allow' &&
          urlMatches(resource, resolved(request).url),
      )
      expect(breaks).toBe(true)
    }),
    { numRuns: runs(300, 5_000) },
  )
  expect(needed).toBeGreaterThan(4)
})

/** Rules that every reading takes alike, so that the pinned reading shows what breaks. */
function isPlain({ resource = '', tags = [], operations = [] }: Spec['policies'][number]): boolean {
  return (
    /^https:\/\/h\/.*\*$/.test(resource) &&
    tags.length === 0 &&
    operations.every((name) => name === name.toUpperCase())
  )
}
