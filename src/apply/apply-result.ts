/** The apply document (schema/apply.schema.json). */
import type { Action } from '../change/change.ts'

export interface ApplyResult {
  readonly formatVersion: 1
  readonly summary: {
    readonly applied: number
    readonly skipped: number
    readonly failed: number
    readonly notRun: number
  }
  readonly results: readonly StepResult[]
  /** True if the list at the end showed everything as planned. */
  readonly converged: boolean
}

export interface StepResult {
  readonly action: Action
  readonly policy: string
  /** skipped: live was already as wanted. not-run: stopped, blocked, or after a failed phase. */
  readonly status: 'applied' | 'skipped' | 'failed' | 'not-run'
  /** The number of write requests in all phases. */
  readonly attempts: number
  readonly error: string | null
}
