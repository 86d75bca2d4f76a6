/** Ceilings, and what proofs rest on, against every request of a small world. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { resolvedUrl } from '../../../src/access/model/resolved-url.ts'
import { checkGuardrails, type Guardrail } from '../../../src/access/questions/guardrails.ts'
import { newlyBroken } from '../../../src/access/questions/newly-broken.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'
import { runs } from '../../support/suite/soak.ts'
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

const onlyItself = (_side: AccessSide, top: Spec): Spec => top
/** Random ceilings are hardly ever high enough. */
const withEverything = (_side: AccessSide, { policies }: Spec): Spec => ({
  policies: [{ permission: 'allow' }, ...policies.filter(({ permission }) => permission === 'allow')],
})
const joinedWith = ({ policies }: AccessSide, top: Spec): Spec => ({
  ...top,
  policies: [...policies.values()].flatMap((spec) => spec.policies),
})

test('a ceiling is violated exactly where some request is above it; proven, whoever lends a route', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(
      sides({ globs: true }),
      spec({ globs: true }),
      fc.constantFrom<(side: AccessSide, top: Spec) => Spec>(onlyItself, withEverything, joinedWith),
      fc.constantFrom('known', 'any'),
      ([, side], written, as, bindings) => {
        const top = as(side, written)
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

/** The policies that somebody is held against in a set: those of its own binding there, or those of the same names. */
function there(set: AccessSide, agent: string | null, bound: Bound): Bound {
  const own = agent === null ? undefined : set.bindings.get(agent)
  const names = own ?? bound.map(([name]) => name)
  return [...set.policies].filter(([name]) => names.includes(name))
}

test('a ceiling that is a target holds agent by agent, and a policy of nobody by its name', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(
      sides({ globs: true }),
      fc.constantFrom('own', 'fewer', 'other', 'none'),
      fc.boolean(),
      ([set, other], whose, isSame) => {
        const side = isSame ? { ...set, bindings: other.bindings } : other
        const agents = [...set.bindings].filter((_one, index) => whose !== 'fewer' || index > 0)
        const bindings = whose === 'none' ? new Map() : whose === 'other' ? other.bindings : new Map(agents)
        const policies = [...set.policies].map(([name, spec]) => ({ name, spec }))
        const atMost = { name: 'target:t', policies, bindings }
        const [result] = checkGuardrails([{ name: 'g', atMost }], side)
        counts[result?.result ?? ''] = (counts[result?.result ?? ''] ?? 0) + 1
        const isBroken = (agent: string | null, bound: Bound, asked = REQUESTS): boolean => {
          const lid = there({ ...set, bindings }, agent, bound)
          return asked.some((request) => isAbove(outcome(request, bound), outcome(request, lid)))
        }
        const example = result?.counterexample ?? null
        if (result?.result === 'violated' && example !== null) {
          const own = example.policies.map((name) => [name, side.policies.get(name) as Spec] as const)
          expect(isBroken(example.agent, own, [example.request])).toBe(true)
          return
        }
        const held = new Set([...side.bindings.values()].flat())
        const alone = [...side.policies].filter(([name]) => !held.has(name))
        expect(alone.some((one) => isBroken(null, [one]))).toBe(false)
        for (const agent of side.bindings.keys())
          expect(isBroken(agent, boundTo(side, agent)), agent).toBe(false)
        if (result?.result === 'proven') expect(result.assumptions).toContain('bindings-as-seen')
      },
    ),
    { numRuns: runs(120, 5_000) },
  )
  for (const status of ['proven', 'violated']) expect(counts[status] ?? 0, status).toBeGreaterThan(4)
})

test('a change that breaks a ceiling of agents is told from a breach that was there', () => {
  const counts = { broken: 0, kept: 0 }
  fc.assert(
    fc.property(sides(), sides(), fc.boolean(), ([before, after], [set], hasBindings) => {
      const bindings = hasBindings ? set.bindings : new Map()
      const policies = [...set.policies].map(([name, spec]) => ({ name, spec }))
      const guardrail: Guardrail = { name: 'g', atMost: { name: 'target:t', policies, bindings } }
      const breach = newlyBroken(guardrail, { before, after })
      const held = new Set([...after.bindings.values()].flat())
      const alone = [...after.policies.keys()].filter((name) => !held.has(name))
      const pairs: readonly (readonly [string | null, Bound, Bound])[] = [
        ...[...after.bindings.keys()].map(
          (agent) => [agent, boundTo(before, agent), boundTo(after, agent)] as const,
        ),
        ...alone.map((name) => [null, only(before, name), only(after, name)] as const),
      ]
      const isNew = pairs.some(([agent, was, is]) => {
        const lid = there({ ...set, bindings }, agent, is)
        return REQUESTS.some((request) => {
          const top = outcome(request, lid)
          return isAbove(outcome(request, is), top) && !isAbove(outcome(request, was), top)
        })
      })
      counts[isNew ? 'broken' : 'kept'] += 1
      if (isNew) expect(breach).not.toBe(null)
      if (breach === null) return
      const { agent, request } = breach.counterexample
      const [, was, is] = pairs.find(
        ([one, , now]) =>
          one === agent && (agent !== null || now[0]?.[0] === breach.counterexample.policies[0]),
      ) ?? [null, [], []]
      const top = outcome(request, there({ ...set, bindings }, agent, is))
      expect(isAbove(outcome(request, is), top)).toBe(true)
      expect(isAbove(outcome(request, was), top)).toBe(false)
    }),
    { numRuns: runs(80, 5_000) },
  )
  expect(Math.min(counts.broken, counts.kept)).toBeGreaterThan(0)
})

function only({ policies }: AccessSide, name: string): Bound {
  const spec = policies.get(name)
  return spec === undefined ? [] : [[name, spec]]
}

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
  // The next test counts where paths matter.
  for (const name of ['none', 'bindings-as-seen']) expect(counts[name] ?? 0, name).toBeGreaterThan(0)
})

const STATEMENTS: readonly Partial<Guardrail>[] = [
  { never: 'allow' },
  { never: 'approval_required' },
  { approvedBy: ['boss'] },
]
const GUARDED = ['https://h/a*', 'https://h/b*', 'https://h/ab*', 'https://h/a/*']
const statement = fc.oneof(
  fc.record({ statement: fc.constantFrom(...STATEMENTS), resource: fc.constantFrom(...GUARDED) }),
  spec().map((top) => ({
    statement: { atMost: { name: 'c', policies: [{ name: 'c', spec: plain(top) }] } },
    resource: undefined,
  })),
)

/** Texts below what a policy names, and at the root, that climb to a path, by every spelling that a gateway resolves. */
function climbing({ policies }: Spec, paths: readonly string[]): readonly Request[] {
  const methods = [
    ...new Set(['GET', 'POST', 'LOCK', 'PROPFIND', ...policies.flatMap(({ operations = [] }) => operations)]),
  ]
  const steps = ['/..', '/%2e%2e', '/..;', '/.%2e', '/%2E%2E', '%2f..', '%2f..;', '%2F..'].map((step) =>
    step.repeat(6),
  )
  const starts = policies.flatMap(({ resource = '' }) =>
    resource.endsWith('*') ? [resource.slice(0, -1)] : [],
  )
  const urls = paths.flatMap((path) => [
    ...starts.flatMap((start) => steps.map((step) => start + step + path)),
    ...steps.map((step) => `https://h${step}${path}`),
    ...['/', '/.', '/;', '/%2e', '/%2f'].map((slash) => `https://h${slash}${path}`),
  ])
  return methods.flatMap((method) =>
    [...new Set(urls)].map((url) => ({ method, url, tags: [], tool: null, capability: null })),
  )
}

function isBroken(request: Request, guardrail: Guardrail, bound: Bound): boolean {
  const now = outcome(request, bound)
  const { never, approvedBy = [], atMost, on } = guardrail
  if (atMost !== undefined)
    return isAbove(
      now,
      outcome(
        resolved(request),
        atMost.policies.map(({ name, spec }) => [name, spec]),
      ),
    )
  if (on?.resource !== undefined && !urlMatches(on.resource, resolved(request).url)) return false
  if (never !== undefined) return now.vote === never
  if (now.vote !== 'approval_required') return now.vote === 'allow'
  const groups = now.approval?.groups ?? []
  return groups.length === 0 || groups.some((group) => !approvedBy.includes(group))
}

test('paths-as-text is named exactly where a path that is resolved breaks the claim', () => {
  const counts = { named: 0, none: 0 }
  const targets = ['/', '/a', '/a/', '/a/b', '/ab', '/abb', '/b', '/c']
  fc.assert(
    fc.property(spec(), statement, (policy, { statement: said, resource }) => {
      const side = { policies: new Map([['p', plain(policy)]]), bindings: new Map() }
      const guardrail = {
        name: 'g',
        ...said,
        ...(resource === undefined ? {} : { on: { resource } }),
      } as Guardrail
      const [result] = checkGuardrails([guardrail], side)
      if (result?.result !== 'proven') return
      const isNamed = result.assumptions.includes('paths-as-text')
      counts[isNamed ? 'named' : 'none'] += 1
      const texts = climbing(plain(policy), targets)
      const breaking = texts.find((request) => isBroken(request, guardrail, [...side.policies]))
      expect(breaking !== undefined, breaking?.url).toBe(isNamed)
    }),
    { numRuns: runs(250, 10_000) },
  )
  expect(Math.min(counts.named, counts.none)).toBeGreaterThan(0)
})

function plain(written: Spec): Spec {
  const approvals = (written.approvals ?? []).map(
    ({
      resource: _resource,
      tags: _tags,
      toolIds: _tools,
      capabilities: _capabilities,
      operations: _all,
      ...route
    }) => route,
  )
  return { policies: written.policies.filter(isPlain), approvals }
}

/** Rules that every reading takes alike, so that the pinned reading shows what breaks. */
function isPlain({ resource = '', tags = [], operations = [] }: Spec['policies'][number]): boolean {
  return (
    /^https:\/\/h\/.*\*$/.test(resource) &&
    tags.length === 0 &&
    operations.every((name) => name === name.toUpperCase())
  )
}
