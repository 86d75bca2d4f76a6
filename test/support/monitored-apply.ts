/**
 * Applies plans to an emulated workspace with the monitor in the server: after
 * every single write it evaluates all requests of its universe for every set
 * of policies, and remembers the first decision that neither side would make.
 */
import fc from 'fast-check'
import { runPlan } from '../../src/apply/run-plan.ts'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import { intentOf } from '../../src/plan/intent-of.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Phase, Step } from '../../src/plan/plan.ts'
import type { Policies, Spec } from '../../src/policy/policy.ts'
import { parseEndpoint } from '../../src/store/endpoint.ts'
import { openHttpStore } from '../../src/store/http-store.ts'
import type { PolicyStore } from '../../src/store/policy-store.ts'
import { decisions, holeIn } from './monitor.ts'
import { planInput } from './plan-input.ts'
import { anySpec, ledgerOf } from './specs.ts'

/** Both versions of each policy; null: absent. */
export type Versions = readonly (readonly [before: Spec | null, after: Spec | null])[]

const version = fc.option(anySpec, { freq: 4 })
export const anyVersions: fc.Arbitrary<Versions> = fc.array(fc.tuple(version, version), {
  minLength: 1,
  maxLength: 4,
})

export interface MonitoredOptions {
  readonly faults?: string
  /** What is run instead of the plan's own order. */
  readonly order?: (steps: readonly Step[]) => readonly Phase[]
  /** The order of the writes of a phase. */
  readonly arrange?: <Item>(items: readonly Item[]) => readonly Item[]
  /** The process dies when it is about to send its nth write; then it is run again. */
  readonly dieAt?: number
}

export interface Monitored {
  /** What was let through, null for nothing. */
  readonly hole: string | null
  readonly isConverged: boolean
  readonly writes: number
}

class Death extends Error {}

export async function applyMonitored(versions: Versions, options: MonitoredOptions = {}): Promise<Monitored> {
  const names = versions.map((_, index) => `p${index + 1}`)
  const [old, now] = [sideOf(versions, 0), sideOf(versions, 1)]
  const [before, after] = [decisions(old, names), decisions(now, names)]
  let hole: string | null = null
  let writes = 0
  const onWrite = (state: Policies): void => {
    writes += 1
    hole ??= holeIn(decisions(state, names), before, after)
  }
  const policies = [...old].map(([name, spec]) => ({ name, spec }))
  const server = await startEmulator({
    file: null,
    data: { formatVersion: 1, policies },
    onWrite,
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  })
  const store = openHttpStore({
    endpoint: parseEndpoint(server.url),
    apiKey: 'key',
    keySource: 'test',
    env: {},
  })
  try {
    let pending: ReadonlyMap<string, readonly (Spec | null)[]> = new Map()
    let dieAt = options.dieAt ?? Number.POSITIVE_INFINITY
    for (let round = 0; round < 40; round += 1) {
      const plan = await planFrom(store, { old, now, pending })
      pending = merged(pending, intentOf(plan))
      const isConverged = await runOnce(plan, dying(store, dieAt), options)
      if (isConverged) return { hole, isConverged, writes }
      if (options.dieAt === undefined && options.faults === undefined) return { hole, isConverged, writes }
      dieAt = Number.POSITIVE_INFINITY
    }
    return { hole, isConverged: false, writes }
  } finally {
    await store.close()
    await server.close()
  }
}

function sideOf(versions: Versions, side: 0 | 1): Map<string, Spec> {
  return new Map(
    versions.flatMap((pair, index) => {
      const spec = pair[side]
      return spec === null ? [] : [[`p${index + 1}`, spec] as const]
    }),
  )
}

interface Sides {
  readonly old: Map<string, Spec>
  readonly now: Map<string, Spec>
  readonly pending: ReadonlyMap<string, readonly (Spec | null)[]>
}

async function planFrom(store: PolicyStore, { old, now, pending }: Sides) {
  const live = await patiently(() => store.list())
  const input = planInput({
    files: Object.fromEntries(now),
    safety: { maxDeletes: 99, maxDeletePercent: 100 },
    overrides: { allowEmpty: true },
  })
  const ledger = { ...ledgerOf(Object.fromEntries(old)), pending }
  const { plan } = makePlan({ ...input, live, ledger })
  if (plan.blocked.length > 0) throw new Error(`blocked: ${plan.blocked[0]?.message}`)
  return plan
}

async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (tries > 50) throw error
    }
  }
}

async function runOnce(
  plan: Awaited<ReturnType<typeof planFrom>>,
  store: PolicyStore,
  { order, arrange }: MonitoredOptions,
): Promise<boolean> {
  const phases = order === undefined ? plan.phases : order(plan.steps)
  const arranged = phases.map((phase) => ({ ...phase, writes: arrange?.(phase.writes) ?? phase.writes }))
  let time = 0
  try {
    const { result } = await runPlan({
      store,
      steps: plan.steps,
      phases: arranged,
      blocked: [],
      unchanged: new Map(),
      clock: {
        elapsed: () => time,
        sleep: async (milliseconds) => {
          time += milliseconds
        },
      },
      random: Math.random,
      stop: new AbortController().signal,
      kill: new AbortController().signal,
      mayDeleteInUse: () => true,
    })
    return result.converged
  } catch (error) {
    if (error instanceof Death) return false
    throw error
  }
}

/** A store whose process dies: from the nth write on nothing is sent any more. */
function dying(store: PolicyStore, dieAt: number): PolicyStore {
  let writes = 0
  const guard = <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (writes >= dieAt) throw new Death()
    return call()
  }
  const write = <Result>(call: () => Promise<Result>): Promise<Result> =>
    guard(() => {
      writes += 1
      if (writes >= dieAt) throw new Death()
      return call()
    })
  return {
    endpoint: store.endpoint,
    contract: store.contract,
    list: () => guard(() => store.list()),
    get: (name) => guard(() => store.get(name)),
    create: (policy) => write(() => store.create(policy)),
    replace: (policy) => write(() => store.replace(policy)),
    delete: (name) => write(() => store.delete(name)),
    translate: (text) => store.translate(text),
    tools: () => store.tools(),
    connectors: () => store.connectors(),
    agents: () => store.agents(),
    get requests() {
      return store.requests
    },
    close: () => store.close(),
  }
}

function merged(
  a: ReadonlyMap<string, readonly (Spec | null)[]>,
  b: ReadonlyMap<string, readonly (Spec | null)[]>,
): ReadonlyMap<string, readonly (Spec | null)[]> {
  const all = new Map(a)
  for (const [name, specs] of b) all.set(name, [...(all.get(name) ?? []), ...specs])
  return all
}
