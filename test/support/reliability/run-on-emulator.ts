/** One plan and one run of it through a store, as `apply` does both, with time a hundred times faster. */
import { setTimeout as wait } from 'node:timers/promises'
import type { RunClock } from '../../../src/apply/run.ts'
import { type RunOutcome, runPlan } from '../../../src/apply/run-plan.ts'
import { makePlan } from '../../../src/plan/make-plan.ts'
import type { Phase, Plan, Step } from '../../../src/plan/plan.ts'
import type { Policies, Spec } from '../../../src/policy/policy.ts'
import { parseEndpoint } from '../../../src/store/endpoint.ts'
import { openHttpStore } from '../../../src/store/http-store.ts'
import type { PolicyStore } from '../../../src/store/policy-store.ts'
import { planInput } from '../builders/plan-input.ts'
import { ledgerOf } from '../builders/specs.ts'

/** Milliseconds until an answer is given up: what is delayed for longer arrives after that. */
const GIVEN_UP_AFTER = 25
export const DELAY = 60
const FASTER = 100

export type Intents = ReadonlyMap<string, readonly (Spec | null)[]>

interface Goal {
  /** What the ledger says was applied last, and what an earlier run may have left. */
  readonly applied: ReadonlyMap<string, Spec>
  readonly pending: Intents
  readonly files: ReadonlyMap<string, Spec>
}

export interface Arrangement {
  /** What is run instead of the plan's own order. */
  readonly order?: (steps: readonly Step[]) => readonly Phase[]
  /** The order of the writes of a phase. */
  readonly arrange?: <Item>(items: readonly Item[]) => readonly Item[]
  /** Policies that are not to be changed. Default: none. */
  readonly unchanged?: Policies
}

export function openStoreWithShortTimeout(url: string): PolicyStore {
  return openHttpStore({
    endpoint: parseEndpoint(url),
    apiKey: 'key',
    keySource: 'test',
    env: {},
    timeouts: { whole: GIVEN_UP_AFTER },
  })
}

export async function planFor(store: PolicyStore, { applied, pending, files }: Goal): Promise<Plan> {
  const live = await retried(() => store.list())
  const input = planInput({
    files: Object.fromEntries(files),
    safety: { maxDeletes: 99, maxDeletePercent: 100 },
    overrides: { allowEmpty: true },
  })
  const ledger = { ...ledgerOf(Object.fromEntries(applied)), pending }
  const { plan } = makePlan({ ...input, live, ledger })
  if (plan.blocked.length > 0) throw new Error(`blocked: ${plan.blocked[0]?.message}`)
  return plan
}

async function retried<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (tries > 50) throw error
    }
  }
}

export function runOnce(
  plan: Plan,
  store: PolicyStore,
  { order, arrange, unchanged = new Map() }: Arrangement = {},
): Promise<RunOutcome> {
  const phases = order === undefined ? plan.phases : order(plan.steps)
  return runPlan({
    store,
    steps: plan.steps,
    phases: phases.map((phase) => ({ ...phase, writes: arrange?.(phase.writes) ?? phase.writes })),
    blocked: [],
    live: [],
    unchanged,
    uncompared: [],
    clock: fastClock(),
    random: Math.random,
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    fieldSources: () => ({ ours: [], shown: [], serverFields: [] }),
    mayDeleteInUse: () => true,
    usersOf: async (_policy, shown) => shown,
  })
}

/** Real time, so that what is delayed meets what waits. */
function fastClock(): RunClock {
  return {
    elapsed: () => performance.now() * FASTER,
    sleep: async (milliseconds) => void (await wait(milliseconds / FASTER)),
  }
}
