/**
 * A fault in a user's file becomes a finding and not an exception: data that is
 * collected, sorted and printed, as compilers do.
 */
import type { Place } from './place.ts'

export type Severity = 'error' | 'warning' | 'info'

export interface Finding extends Place {
  /** Id of the check, or of what made the file unreadable; each has a page in docs/checks/. */
  readonly check: string
  readonly severity: Severity
  /** The fact, with its values. One line. */
  readonly message: string
  /** The next action. */
  readonly hint: string | null
  readonly policy: string | null
  /**
   * The values that tell it apart from other findings of its check in the same
   * rule or route, or else in the same policy or file. It has no words of messages
   * and no lines, since both change. Absent if the check names no values.
   */
  readonly about?: readonly string[]
  /** True if `lint --fix` can fix it without changing any vote. */
  readonly fixable: boolean
}

/** Sorts by file, then place, then check: the order in which findings are printed everywhere. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)
}
