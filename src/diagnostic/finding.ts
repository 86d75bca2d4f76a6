/**
 * A finding is what a user's file gets instead of an exception: data,
 * collected, sorted and printed like a compiler does.
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
   * rule or route, or in the same policy or file where it is in neither. No
   * words of ours and no lines: both change. Absent where nobody has named them.
   */
  readonly about?: readonly string[]
  /** True if `lint --fix` can mend it without changing any vote. */
  readonly fixable: boolean
}

/** By file, then place, then check: the order in which findings are printed everywhere. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)
}
