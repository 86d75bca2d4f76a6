/**
 * Runs a plan through a store: phase by phase, with several parallel writes in each,
 * and a read-back after each. The report is what the last list shows; without a
 * list, `converged` is false.
 */
import type { Phase, Write } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { type AdaptiveConcurrency, createAdaptiveConcurrency, type Heed } from './adaptive-concurrency.ts'
import type { ApplyResult } from './apply-result.ts'
import { createBackoff } from './backoff.ts'
import type { Mismatch } from './mismatch.ts'
import { differencesLeft, readBack } from './read-back.ts'
import { DEFAULT_LIMITS, type RunInput } from './run.ts'
import { breakDown, record, resultOf, type StepState, type StepStates, stepStatesOf } from './step-state.ts'
import { newWriteState, type WriteContext, type WriteState } from './write-context.ts'
import { type Job, writePolicy } from './write-policy.ts'

export interface RunOutcome {
  readonly result: ApplyResult
  readonly differences: readonly Mismatch[]
  /** The live policies of the list at the end; null: there was no list. */
  readonly live: readonly LivePolicy[] | null
}

/** Runs the plan. A plan without writes sends no request. */
export async function runPlan(input: RunInput): Promise<RunOutcome> {
  const run = startRun(input)
  let live: readonly LivePolicy[] | null = null
  for (const [index, phase] of input.phases.entries()) {
    if (run.isHalted() || (index > 0 && input.mayGoOn !== undefined && !(await input.mayGoOn()))) break
    await untilKilled(() => runPhase(phase, run), input.kill)
    live = await untilKilled(() => readBack(run.stepStates, run.context(run.concurrency.heed)), input.kill)
    if (live === null || hasAnyFailed(run.stepStates)) break
  }
  // A run without writes uses the list that it was planned from.
  const last = input.phases.length === 0 ? input.live : live
  const differences = [...input.uncompared, ...(last === null ? [] : differencesLeft(last, input.unchanged))]
  const isProven = differences.length === 0 && (live !== null || input.phases.length === 0)
  return { result: resultOf(run.stepStates, isProven), differences, live }
}

interface Run {
  readonly input: RunInput
  readonly stepStates: StepStates
  readonly concurrency: AdaptiveConcurrency
  /** Milliseconds. */
  readonly grace: number
  context(heed: Heed): WriteContext
  /** True if no further write may start. */
  isHalted(): boolean
  halt(): void
  progressed(hasFailed: boolean): void
}

function startRun(input: RunInput): Run {
  const limits = { ...DEFAULT_LIMITS, ...input.limits }
  const stepStates = stepStatesOf(input.steps, input.phases, input.blocked)
  const backoff = createBackoff(input, limits)
  const undoBackoff = () => createBackoff({ ...input, stop: input.kill }, limits)
  const concurrency = createAdaptiveConcurrency(limits)
  const total = input.phases.reduce((sum, { writes }) => sum + writes.length, 0)
  let done = 0
  let failed = 0
  let isHalted = false
  return {
    input,
    stepStates,
    concurrency,
    grace: limits.grace,
    context: (heed) => ({
      ...input,
      backoff,
      undoBackoff,
      heed,
      readiness: limits.readiness,
    }),
    isHalted: () => isHalted || input.stop.aborted || input.kill.aborted,
    halt: () => {
      isHalted = true
    },
    progressed: (hasFailed) => {
      done += 1
      if (hasFailed) failed += 1
      input.onProgress?.({ done, total, failed, writers: concurrency.writers })
    },
  }
}

async function runPhase({ writes }: Phase, run: Run): Promise<void> {
  await Promise.all(writes.map((write) => run.concurrency.run((heed) => runWrite(write, run, heed))))
}

async function runWrite(write: Write, run: Run, heed: Heed): Promise<void> {
  const stepState = run.stepStates.get(write.policy)
  // After a write that failed, or whose outcome is not known, the policy must not be written again.
  if (stepState === undefined || run.isHalted() || stepState.expected === undefined) return
  const job = { write, from: stepState.expected, after: stepState.step.after, returned: stepState.returned }
  try {
    const writeState = start(stepState, job)
    const written = await writePolicy(job, writeState, run.context(heed))
    record(stepState, written)
    stepState.replaced = writeState.replaced
    if (written.mayArriveLate) stepState.lateUntil = run.input.clock.elapsed() + run.grace
    if (written.isFatal) run.halt()
    if (written.status !== 'not-run') run.progressed(stepState.hasFailed)
  } catch (fault) {
    breakDown(stepState, fault)
    run.halt()
  }
}

function start(stepState: StepState, { write, from }: Pick<Job, 'write' | 'from'>): WriteState {
  const writeState = newWriteState()
  stepState.inFlight = writeState
  stepState.previous = from
  stepState.wanted = write.spec
  return writeState
}

function hasAnyFailed(stepStates: StepStates): boolean {
  return [...stepStates.values()].some((stepState) => stepState.hasFailed)
}

/** @returns null at once when the run is killed: nothing new begins, and requests in flight are abandoned. */
function untilKilled<Result>(work: () => Promise<Result>, kill: AbortSignal): Promise<Result | null> {
  if (kill.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const onKill = (): void => resolve(null)
    kill.addEventListener('abort', onKill, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => kill.removeEventListener('abort', onKill))
  })
}
