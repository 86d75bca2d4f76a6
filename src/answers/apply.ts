import type { ApplyResult } from '../apply/apply-result.ts'
import type { Mismatch } from '../apply/mismatch.ts'
import { nothingRun } from '../apply/step-state.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { writtenPolicies } from '../plan/blocked-steps.ts'
import type { Plan } from '../plan/plan.ts'
import type { Answer } from './answer.ts'

/** The result of an apply or a rollback. */
export type ApplyAnswer = Answer<'apply', ApplyDocument, ApplyView>

/** The JSON document of apply and rollback (schema/apply.schema.json). */
export interface ApplyDocument extends ApplyResult {
  /** Live policies that this run took over: from now on, a missing file deletes them. */
  readonly newlyManaged: readonly string[]
  /** Policies that live did not have as the files say, and that were not part of the plan. */
  readonly leftOut: readonly string[]
}

export interface ApplyView {
  /**
   * ran: the steps were run. refused: a guard blocks the plan. declined: nobody
   * confirmed. not-reached: a target of an earlier wave did not converge. stopped: the
   * run was stopped before this target. Only `ran` writes.
   */
  readonly outcome: 'ran' | 'refused' | 'declined' | 'not-reached' | 'stopped'
  readonly plan: Plan
  /** True if the plan was shown before anything was written. */
  readonly wasShown: boolean
  /** Policies outside the plan that are not what the files want. */
  readonly differences: readonly Mismatch[]
  /** True if the list at the end could be read, or none was needed. */
  readonly isSeen: boolean
  readonly wasStopped: boolean
  /** A rollback is done; the files are unchanged, so the next apply would undo it. */
  readonly isRolledBack: boolean
  /** The reason why the ledger does not record the apply, or why the lock is still there; null if neither happened. */
  readonly fault: PolicyctlError | null
  /** With a fault: something was written, and the ledger does not record it. */
  readonly isUnrecorded: boolean
  /** With a fault: the ledger records the apply, and the lock is still there. */
  readonly isLockLeft: boolean
}

/** The outcome of a run. */
export interface RunReport
  extends Pick<ApplyView, 'plan' | 'wasShown' | 'differences' | 'wasStopped' | 'fault' | 'isLockLeft'> {
  readonly result: ApplyResult
  /** True if the list at the end could be read. */
  readonly isRead: boolean
  /** Steps of a saved plan that were done already. */
  readonly alreadyDone: readonly ApplyResult['results'][number][]
}

export function applyAnswer({ result, isRead, alreadyDone, ...view }: RunReport): ApplyAnswer {
  const { plan, fault, differences } = view
  const document = {
    ...withDone(result, alreadyDone),
    newlyManaged:
      fault === null && (isRead || plan.phases.length === 0) ? takenOver(plan, result, differences) : [],
    leftOut: plan.leftOut,
  }
  return {
    kind: 'apply',
    document,
    status: strongest(
      fault === null ? EXIT.done : fault.exitStatus,
      plan.blocked.length > 0 ? EXIT.refused : EXIT.done,
      hasFailed(document, plan) ? EXIT.no : EXIT.done,
    ),
    view: {
      ...view,
      outcome: 'ran',
      isSeen: isRead || !hasBegun(result),
      isRolledBack: false,
      isUnrecorded: fault !== null && !view.isLockLeft && hasBegun(result),
    },
  }
}

/** The answer if nothing was run: a guard blocks the plan, nobody confirmed, or the run did not reach this target. */
export function notAppliedAnswer(
  outcome: Exclude<ApplyView['outcome'], 'ran'>,
  { plan, wasShown }: Pick<ApplyView, 'plan' | 'wasShown'>,
): ApplyAnswer {
  const [status, why] = NOT_RUN[outcome]
  return {
    kind: 'apply',
    document: { ...nothingRun(plan, why), newlyManaged: [], leftOut: plan.leftOut },
    status,
    view: { outcome, plan, wasShown, ...NOTHING_DONE },
  }
}

const NOTHING_DONE = {
  differences: [],
  isSeen: true,
  wasStopped: false,
  isRolledBack: false,
  fault: null,
  isUnrecorded: false,
  isLockLeft: false,
} as const

const NOT_RUN: Readonly<Record<Exclude<ApplyView['outcome'], 'ran'>, readonly [ExitStatus, string]>> = {
  refused: [EXIT.refused, 'not written: other steps are blocked'],
  declined: [EXIT.no, 'not written: nobody said yes'],
  'not-reached': [EXIT.no, 'not written: a target of an earlier wave did not converge'],
  stopped: [EXIT.no, 'not written: the run was stopped before'],
}

/** The ledger takes over what the workspace, read at the end, has as the files say. */
function takenOver(
  { newlyManaged }: Plan,
  { results }: ApplyResult,
  differences: ApplyView['differences'],
): readonly string[] {
  const open = new Set(
    [...results.filter(({ status }) => status === 'failed' || status === 'not-run'), ...differences].map(
      ({ policy }) => policy,
    ),
  )
  return newlyManaged.filter((policy) => !open.has(policy))
}

/** A run that wrote nothing needs no read-back. */
function hasBegun({ results }: ApplyResult): boolean {
  return results.some(({ status, attempts }) => status !== 'not-run' || attempts > 0)
}

/** Steps that a guard blocks are refused, not failed. */
function hasFailed({ results, converged }: ApplyResult, { phases, blocked }: Plan): boolean {
  if (converged) return false
  if (blocked.length === 0) return true
  const planned = writtenPolicies({ phases })
  return results.some(
    ({ policy, status }) => planned.has(policy) && (status === 'failed' || status === 'not-run'),
  )
}

function withDone(result: ApplyResult, more: ApplyResult['results']): ApplyResult {
  const { summary } = result
  return {
    ...result,
    summary: { ...summary, skipped: summary.skipped + more.length },
    results: [...result.results, ...more],
  }
}
