/** The exit status for the calling program. It is the same in every format. */
export const EXIT = {
  /** Done, nothing wrong. */
  done: 0,
  /** The answer is no: error findings, a failed test, --fail-on, failed steps. */
  no: 1,
  /** Changes are pending; only with --exit-code. */
  pending: 2,
  /** Refused for safety. */
  refused: 3,
  /** Could not run. */
  failed: 4,
} as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

const STRONGEST_FIRST: readonly ExitStatus[] = [EXIT.failed, EXIT.refused, EXIT.no, EXIT.pending]

/** Combines several statuses; the order of precedence is 4, 3, 1, 2. */
export function strongest(...statuses: readonly ExitStatus[]): ExitStatus {
  return STRONGEST_FIRST.find((status) => statuses.includes(status)) ?? EXIT.done
}
