/** One run of a plan through a store in memory, with time that passes only when somebody waits. */
import type { RunInput } from '../../src/apply/run.ts'
import { runPlan } from '../../src/apply/run-plan.ts'
import type { StoreFailure } from '../../src/diagnostic/store-failure.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { spec } from '../support/builders/specs.ts'
import { type Call, type FakeStoreOptions, fakeStore } from '../support/servers/fake-store.ts'

export const A = spec('allow GET https://a.example/*')
export const WIDER = spec('allow https://a.example/*')
export const DENY = spec('deny https://a.example/*')
export const ASK = spec('ask POST https://a.example/*')

export interface FakeRun extends Situation {
  readonly store?: FakeStoreOptions
  readonly run?: Partial<RunInput>
}

export async function runOnFakeStore({ store: options = {}, run, ...situation }: FakeRun) {
  const { plan, fieldSources } = makePlan(planInput(situation))
  const store = fakeStore({ policies: situation.now ?? {}, ...options })
  const waits: number[] = []
  let now = 0
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds)
    now += milliseconds
  }
  const outcome = await runPlan({
    store,
    steps: plan.steps,
    phases: plan.phases,
    blocked: plan.blocked,
    live: [],
    unchanged: new Map(),
    uncompared: [],
    fieldSources,
    clock: { elapsed: () => now, sleep },
    random: () => 0.5,
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    mayDeleteInUse: () => false,
    usersOf: async (_policy, shown) => shown,
    ...run,
  })
  const told = outcome.result.results.map(
    ({ policy, status, attempts, error }) =>
      `${policy} ${status} ${attempts}${error === null ? '' : ` ${error}`}`,
  )
  return { ...outcome, told, store, waits }
}

/** The failure of the nth call of an operation, each time or once. */
export function at(operation: Call['operation'], ...failures: readonly (StoreFailure | null)[]) {
  return (call: Call): StoreFailure | null =>
    call.operation === operation ? (failures[call.count - 1] ?? null) : null
}

export const update: FakeRun = { now: { p: A }, files: { p: WIDER } }
export const create: FakeRun = { files: { p: A } }
export const remove: FakeRun = { now: { p: A, q: A }, files: { q: A } }
