import type { Failure, TargetReport } from '../answers/target-report.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { DiffReport, LintReport, TestReport } from './comment/comment-input.ts'
import type { PlannedTarget } from './plan-target.ts'

/** The results of a check, and the verdict. */
export interface Checked {
  readonly status: ExitStatus
  /** The status of everything but the plans. */
  readonly ownStatus: ExitStatus
  readonly lint: LintReport | null
  readonly tests: TestReport | null
  readonly diff: DiffReport | null
  readonly targets: readonly CheckedTarget[]
  /** The reason why the logs of calls could not be counted; null: they were, or none is named. */
  readonly callsFailure: Failure | null
}

/** A workspace with its report, and the exit status of its plan. */
export interface CheckedTarget {
  readonly report: TargetReport
  readonly status: ExitStatus
  /** The status if guard widening blocks nothing. */
  readonly statusOnceApproved: ExitStatus
  readonly planned: PlannedTarget | null
  /** Absent if the logs of calls were counted, or none is named. */
  readonly callsFailure?: Failure
}
