import type { Failure, TargetReport } from '../answers/target-report.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { DiffReport, LintReport, TestReport } from './comment/comment-input.ts'
import type { PlannedTarget } from './plan-target.ts'

/** The documents that were had, and the verdict. */
export interface Checked {
  readonly status: ExitStatus
  /** The status of everything but the plans. */
  readonly ownStatus: ExitStatus
  readonly lint: LintReport | null
  readonly tests: TestReport | null
  readonly diff: DiffReport | null
  readonly targets: readonly CheckedTarget[]
  /** Why the logs of calls could not be counted; null where they were, or none is named. */
  readonly callsFailure: Failure | null
}

/** A workspace, and what its plan ends the run with. */
export interface CheckedTarget {
  readonly report: TargetReport
  readonly status: ExitStatus
  /** The same where guard widening holds nothing. */
  readonly statusOnceApproved: ExitStatus
  readonly planned: PlannedTarget | null
  /** Absent where the logs of calls were counted, or none is named. */
  readonly callsFailure?: Failure
}
