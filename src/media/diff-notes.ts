/** Notes beside a diff: errors in the files, and a note that its removals are no deletes. */
import type { DiffAnswer } from '../answers/diff.ts'
import { findingLine } from './finding-line.ts'
import type { Look } from './printed.ts'
import { namesText } from './terminal.ts'

const NAMES = 5

export function diffNotes({ document, view }: DiffAnswer, { quiet, verbose }: Look): string {
  const errors = view.errors.map(findingLine).join('')
  const removed = document.changes.flatMap(({ kind, policy }) => (kind === 'removed' ? [policy] : []))
  if (quiet || !view.isFromLive || removed.length === 0) return errors
  // A reader might take removals from live for deletes. But only the ledger knows which policies an apply may delete.
  const names = namesText(removed, verbose ? Number.POSITIVE_INFINITY : NAMES)
  return `${errors}live but not in the second side: ${names}; apply deletes only what was applied from here (see policyctl plan)\n`
}
