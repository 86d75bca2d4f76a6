/**
 * Applies a plan while agents are bound anew: who has what is read from the
 * agents' configurations, the plan is made with it, and between any two
 * requests of the run a configuration is replaced. The monitor sits in the
 * server and holds each agent, as its configuration is then, against what it
 * would have been let do by the old or by the new policies.
 */
import fc from 'fast-check'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Phase, Step } from '../../src/plan/plan.ts'
import type { Policies } from '../../src/policy/policy.ts'
import { parseEndpoint } from '../../src/store/endpoint.ts'
import { openHttpStore } from '../../src/store/http-store.ts'
import type { PolicyStore } from '../../src/store/policy-store.ts'
import { type LiveWorkspace, readLive } from '../../src/workbench/read-live.ts'
import { planInput } from '../support/builders/plan-input.ts'
import { ledgerOf } from '../support/builders/specs.ts'
import { decisions, holeIn } from '../support/reliability/monitor.ts'
import { isSame, sideOf, type Versions } from '../support/reliability/monitored-apply.ts'
import { runOnce } from '../support/reliability/run-on-emulator.ts'
import { storeAround } from '../support/reliability/store-around.ts'

export const AGENTS = ['a1', 'a2'] as const
type Agent = (typeof AGENTS)[number]

/** What an agent is bound to: the nth bit stands for the nth policy. */
export type Sets = Readonly<Record<Agent, number>>

export interface Rebinding {
  /** The request of the run that it comes before, from 1. */
  readonly before: number
  readonly agent: Agent
  readonly set: number
}

const anySet = fc.nat(15)
export const anySets: fc.Arbitrary<Sets> = fc.record({ a1: anySet, a2: anySet }, { noNullPrototype: true })
export const anyRebindings: fc.Arbitrary<readonly Rebinding[]> = fc.array(
  fc.record(
    { before: fc.integer({ min: 1, max: 16 }), agent: fc.constantFrom(...AGENTS), set: anySet },
    { noNullPrototype: true },
  ),
  { minLength: 1, maxLength: 6 },
)

export interface ReboundOptions {
  readonly bound: Sets
  readonly rebindings: readonly Rebinding[]
  /** What is run instead of the plan's own order; it knows who had what when the plan was made. */
  readonly order?: (steps: readonly Step[], workspace: LiveWorkspace) => readonly Phase[]
}

export interface Rebound {
  /** What an agent was let do, null for nothing. */
  readonly hole: string | null
  readonly isConverged: boolean
  readonly isThere: boolean
  readonly source: string
  /** Configurations that were replaced while the plan ran. */
  readonly rebound: number
}

export async function applyRebound(versions: Versions, options: ReboundOptions): Promise<Rebound> {
  const [old, now] = [sideOf(versions, 0), sideOf(versions, 1)]
  const monitor = monitorOf(versions)
  const server = await startEmulator({
    file: null,
    data: {
      formatVersion: 1,
      policies: [...old].map(([name, spec]) => ({ name, spec })),
      agents: AGENTS,
      bindings: AGENTS.flatMap((agent) =>
        namesIn(options.bound[agent], versions).map((policy) => ({ policy, agent })),
      ),
    },
    onWrite: monitor.onWrite,
  })
  const store = openHttpStore({
    endpoint: parseEndpoint(server.url),
    apiKey: 'key',
    keySource: 'test',
    env: {},
  })
  try {
    const workspace = await workspaceOf(store)
    const plan = planOf(workspace, old, now)
    const busy = rebinding(store, options.rebindings, ({ agent, set }) =>
      putConfig(server.url, agent, namesIn(set, versions)),
    )
    const order = options.order
    const { result } = await runOnce(
      plan,
      busy.store,
      order === undefined ? {} : { order: (steps) => order(steps, workspace) },
    )
    const isThere = isSame(await server.policies(), now)
    return {
      ...{ hole: monitor.hole(), isConverged: result.converged, isThere },
      ...{ source: workspace.bindings.source, rebound: busy.count() },
    }
  } finally {
    await store.close()
    await server.close()
  }
}

function namesIn(set: number, versions: Versions): readonly string[] {
  return versions.flatMap((_, index) => (set & (1 << index) ? [`p${index + 1}`] : []))
}

/** Looks at each agent by what its configuration has, after each write of a policy or of a configuration. */
function monitorOf(versions: Versions) {
  const names = versions.map((_, index) => `p${index + 1}`)
  const [before, after] = [decisions(sideOf(versions, 0), names), decisions(sideOf(versions, 1), names)]
  const size = before.length / 2 ** names.length
  const part = (all: Uint8Array, set: number): Uint8Array => all.subarray(set * size, (set + 1) * size)
  let hole: string | null = null
  return {
    hole: () => hole,
    onWrite: (
      state: Policies,
      bindings: readonly { readonly policy: string; readonly agent: { readonly name: string } }[],
    ): void => {
      const seen = decisions(state, names)
      for (const agent of AGENTS) {
        const own = bindings.filter((binding) => binding.agent.name === agent).map(({ policy }) => policy)
        const set = names.reduce((bits, name, index) => bits | (own.includes(name) ? 1 << index : 0), 0)
        const found = holeIn(part(seen, set), part(before, set), part(after, set))
        if (found !== null) hole ??= `${agent} with ${own.join(', ')}: ${found}`
      }
    },
  }
}

function workspaceOf(store: PolicyStore): Promise<LiveWorkspace> {
  return readLive({
    list: () => store.list(),
    get: (name) => store.get(name),
    tools: () => store.tools(),
    connectors: () => store.connectors(),
    agents: () => store.agents(),
    agentPolicies: (agent) => store.agentPolicies(agent),
    approvalRequests: () => store.approvalRequests(),
    unreadable: () => [],
  })
}

function planOf({ policies, bindings }: LiveWorkspace, old: Policies, now: Policies) {
  const input = planInput({
    files: Object.fromEntries(now),
    safety: { maxDeletes: 99, maxDeletePercent: 100 },
    overrides: { allowEmpty: true, allowInUse: [...old.keys()] },
  })
  const { plan } = makePlan({
    ...input,
    live: policies,
    liveBindings: bindings,
    ledger: ledgerOf(Object.fromEntries(old)),
  })
  if (plan.blocked.length > 0) throw new Error(`blocked: ${plan.blocked[0]?.message}`)
  return plan
}

/** A store during whose requests somebody binds agents anew. */
function rebinding(
  store: PolicyStore,
  rebindings: readonly Rebinding[],
  rebind: (rebinding: Rebinding) => Promise<void>,
) {
  let requests = 0
  let count = 0
  const first = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    requests += 1
    const due = rebindings.filter(({ before }) => before === requests)
    for (const one of due) {
      await rebind(one)
      count += 1
    }
    return call()
  }
  return { store: storeAround(store, first), count: () => count }
}

async function putConfig(url: string, agent: string, policies: readonly string[]): Promise<void> {
  const { status } = await fetch(`${url}/api/agents/${agent}/config`, {
    method: 'PUT',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ policies }),
  })
  if (status !== 200) throw new Error(`the configuration was not taken: ${status}`)
}
