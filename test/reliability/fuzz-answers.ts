/**
 * Every call of the store against answers that no honest server sends: it
 * gives what the rest of the tool may rely on, or a PolicyctlError with a code.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { canonicalSpec } from '../../src/policy/canonical.ts'
import { withoutForeignFields } from '../../src/policy/known-fields.ts'
import type { LivePolicy } from '../../src/policy/live-policy.ts'
import type { Rule } from '../../src/policy/policy.ts'
import { isSafeName } from '../../src/policy/policy-name.ts'
import type { PolicyStore } from '../../src/store/policy-store.ts'
import { KEY, openStore } from '../store/open-store.ts'
import { planInput } from '../support/builders/plan-input.ts'
import { ledgerOf, route, spec, withRoutes } from '../support/builders/specs.ts'
import { type Reply, serve } from '../support/servers/http-server.ts'
import { type AnswerKind, hostileReply } from './hostile-answers.ts'

const POLICY = { name: 'p', spec: { policies: [{ permission: 'deny' as const }] } }

type Outcome = 'answered' | 'refused'

type Call = readonly [kind: AnswerKind, run: (store: PolicyStore) => Promise<unknown>]

const CALLS: readonly Call[] = [
  [
    'list',
    async (store) => {
      const policies = await store.list()
      const names = policies.map(({ name }) => name)
      expect(names).toEqual([...new Set(names)].sort())
      policies.forEach(reliable)
      planned(policies)
    },
  ],
  [
    'policy',
    async (store) => {
      const policy = await store.get('p')
      if (policy !== null) reliable(policy)
    },
  ],
  ['policy', async (store) => reliable(await store.create(POLICY))],
  ['policy', async (store) => reliable(await store.replace(POLICY))],
  ['deleted', (store) => store.delete('p')],
  ['rules', async (store) => (await store.translate('x')).rules.forEach(reliableRule)],
  ['neighbours', (store) => store.tools()],
  ['neighbours', (store) => store.connectors()],
  ['neighbours', (store) => store.agents()],
]
const LISTS = CALLS.filter(([kind]) => kind === 'list')
// What is planned against comes from lists.
const anyCall = fc
  .constantFrom(...CALLS, ...LISTS, ...LISTS)
  .chain(([kind, run]) => fc.tuple(fc.constant(run), hostileReply(kind)))

/** @returns how many calls were answered, and how many refused with a code. */
export async function fuzzAnswers(runs: number, seed: number): Promise<Record<Outcome, number>> {
  const counts = { answered: 0, refused: 0 }
  let reply: Reply = {}
  const server = await serve(() => reply)
  const store = openStore(`${server.url}/api`, { timeouts: { whole: 20_000 } })
  await fc.assert(
    fc.asyncProperty(anyCall, async ([run, hostile]) => {
      reply = hostile
      counts[await outcomeOf(() => run(store))]++
    }),
    { numRuns: runs, seed },
  )
  return counts
}

async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    await run()
    return 'answered'
  } catch (error) {
    if (!(error instanceof PolicyctlError)) throw error
    expect(error.code).not.toBe('internal')
    expect(error.message.length).toBeLessThan(1500)
    expect(`${error.message}${error.hint}`).not.toContain(KEY)
    return 'refused'
  }
}

/** What everything behind the store takes for granted. */
function reliable({ name, spec, usedBy, fault }: LivePolicy): void {
  expect(Object.getPrototypeOf(spec)).toBe(Object.getPrototypeOf({}))
  if (fault !== undefined) {
    expect(spec.policies).toEqual([])
    return
  }
  expect(isSafeName(name)).toBe(true)
  for (const rule of spec.policies) {
    expect(rule.permission).toBeDefined()
    reliableRule(rule)
  }
  for (const route of spec.approvals ?? []) {
    expect(['string', 'undefined']).toContain(typeof route.name)
    for (const list of [
      route.toolIds,
      route.capabilities,
      route.operations,
      route.tags,
      route.approvers?.groups,
      route.delivery?.connectors,
    ])
      texts(list)
  }
  texts(usedBy ?? undefined)
  canonicalSpec(withoutForeignFields(spec))
  // Whatever walks over all of it must come to an end.
  canonicalSpec(spec)
  JSON.stringify(spec)
}

const FILES = {
  p: withRoutes(spec('allow GET https://a.example/*', 'ask POST https://a.example/* #t'), route('r')),
  q: spec('deny https://a.example/x/*', 'allow https://b.example/*'),
  r: spec('ask https://a.example/*'),
}

/** What was accepted can be planned against, whether a file wants it, the ledger has it, or neither. */
function planned(live: readonly LivePolicy[]): void {
  const applied = { ...FILES, s: FILES.r }
  // One of each kind: the long lists repeat a single policy.
  const kinds = new Map(live.map(({ name, spec: of }) => [JSON.stringify(of), name]))
  const wanted = [...kinds.values()].map((name) => [name, FILES.p] as const)
  const files = { ...Object.fromEntries(wanted), ...FILES }
  for (const ledger of [null, ledgerOf(applied)]) {
    const { plan } = makePlan({ ...planInput({ files, skipBlocked: true }), live, ledger })
    expect(plan.steps.length).toBeGreaterThan(0)
  }
}

function reliableRule({ permission, operations, resource, tags }: Partial<Rule>): void {
  expect([undefined, 'allow', 'deny', 'approval_required']).toContain(permission)
  texts(operations)
  texts(tags)
  expect(typeof (resource ?? '')).toBe('string')
}

function texts(list: readonly unknown[] | undefined): void {
  if (list !== undefined) expect(list.every((item) => typeof item === 'string')).toBe(true)
}
