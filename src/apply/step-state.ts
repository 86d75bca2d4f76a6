/** The state of one step, over all its writes. */
import { withGuard } from '../plan/guards/with-guard.ts'
import type { Blocked, Phase, Plan, Step } from '../plan/plan.ts'
import type { Spec } from '../policy/policy.ts'
import type { ApplyResult, StepResult } from './apply-result.ts'
import type { WriteState } from './write-context.ts'
import type { Written } from './write-policy.ts'

export interface StepState {
  readonly step: Step
  /** The number of writes that the plan has for the step; 0: blocked. */
  readonly writes: number
  done: number
  attempts: number
  hasWritten: boolean
  /** The state of the write in flight, which may be one that puts the old spec back; null: none. */
  inFlight: WriteState | null
  hasFailed: boolean
  error: string | null
  /** The live spec before the last write. */
  previous: Spec | null
  /** The spec that live should have now; undefined: it is not known. */
  expected: Spec | null | undefined
  /** `previous` with the fields that the schema does not know; null: it had none. */
  replaced: Spec | null
  /** The spec that the last write was to leave. */
  wanted: Spec | null
  /** The spec that the server returned from the last write; null: it returned none. */
  returned: Spec | null
  /** The time until which a request that was given up may still arrive; as clock.elapsed(). */
  lateUntil: number
}

export type StepStates = ReadonlyMap<string, StepState>

export function stepStatesOf(
  steps: readonly Step[],
  phases: readonly Phase[],
  blocked: readonly Blocked[],
): StepStates {
  const counts = new Map<string, number>()
  for (const { policy } of phases.flatMap(({ writes }) => writes)) {
    counts.set(policy, (counts.get(policy) ?? 0) + 1)
  }
  return new Map(
    steps.map((step): [string, StepState] => {
      const writes = counts.get(step.policy) ?? 0
      return [
        step.policy,
        stepStateOf(step, writes, writes === 0 ? (blockedBy(step.policy, blocked) ?? 'blocked') : null),
      ]
    }),
  )
}

function stepStateOf(step: Step, writes: number, error: string | null): StepState {
  return {
    step,
    writes,
    done: 0,
    attempts: 0,
    hasWritten: false,
    inFlight: null,
    hasFailed: false,
    error,
    previous: step.before,
    expected: step.before,
    replaced: null,
    wanted: step.after,
    returned: null,
    lateUntil: 0,
  }
}

/** @returns null if nothing blocks the policy, or the plan as a whole. */
function blockedBy(policy: string, blocked: readonly Blocked[]): string | null {
  const one = blocked.find((each) => each.policy === policy) ?? blocked.find((each) => each.policy === null)
  return one === undefined ? null : withGuard(one.guard, one.message)
}

/** The result of a plan of which no step was run. @param reason for steps that nothing blocks. */
export function nothingRun(plan: Pick<Plan, 'steps' | 'blocked'>, reason: string): ApplyResult {
  const results = plan.steps.map(({ action, policy }): StepResult => {
    return {
      action,
      policy,
      status: 'not-run',
      attempts: 0,
      error: blockedBy(policy, plan.blocked) ?? reason,
    }
  })
  const summary = { applied: 0, skipped: 0, failed: 0, notRun: results.length }
  return { formatVersion: 1, summary, results, converged: false }
}

export function record(stepState: StepState, written: Written): void {
  stepState.inFlight = null
  stepState.attempts += written.attempts
  stepState.expected = written.leaves
  stepState.returned = written.returned ?? stepState.returned
  stepState.error = written.error
  stepState.hasFailed = written.status === 'failed'
  stepState.hasWritten ||= written.status === 'applied'
  if (written.status === 'applied' || written.status === 'skipped') stepState.done += 1
}

/** Records an internal error in the middle of a write: the live spec is not known any more. */
export function breakDown(stepState: StepState, fault: unknown): void {
  stepState.attempts += stepState.inFlight?.attempts ?? 0
  stepState.inFlight = null
  stepState.expected = undefined
  const words = fault instanceof Error ? fault.message : String(fault)
  fail(stepState, `internal error in policyctl: ${words}; it may or may not have been written, plan again`)
}

export function fail(stepState: StepState, error: string): void {
  stepState.hasFailed = true
  stepState.error = error
}

/** @param isProven true if the last list showed everything as wanted. */
export function resultOf(stepStates: StepStates, isProven: boolean): ApplyResult {
  const results = [...stepStates.values()].map(stepResult)
  const count = (status: StepResult['status']): number =>
    results.filter((one) => one.status === status).length
  const summary = {
    applied: count('applied'),
    skipped: count('skipped'),
    failed: count('failed'),
    notRun: count('not-run'),
  }
  const isComplete = summary.failed === 0 && summary.notRun === 0
  return { formatVersion: 1, summary, results, converged: isProven && isComplete }
}

function stepResult(stepState: StepState): StepResult {
  const { step, attempts, inFlight } = stepState
  return {
    action: step.action,
    policy: step.policy,
    status: statusOf(stepState),
    attempts: attempts + (inFlight?.attempts ?? 0),
    error: errorOf(stepState),
  }
}

function statusOf({ hasFailed, inFlight, done, writes, hasWritten }: StepState): StepResult['status'] {
  if (hasFailed || inFlight !== null) return 'failed'
  if (done < writes || writes === 0) return 'not-run'
  return hasWritten ? 'applied' : 'skipped'
}

const LEFT_WIDER =
  'stopped at once before the old spec was put back: the server stored a wider one, so ACCESS MAY BE WIDER; fix the policy by hand now'

function errorOf({ inFlight, error, done, writes }: StepState): string | null {
  if (inFlight?.isOpen === true) return LEFT_WIDER
  if (inFlight !== null) return 'stopped at once; it may or may not have been written'
  if (error !== null || done === writes) return error
  return done === 0
    ? 'not written: the run ended before'
    : 'tightened, not released: the run ended between the two writes'
}
