/** What belongs beside a replay: errors in the files, and why lines were not read. */
import type { ReplayAnswer } from '../answers/replay.ts'
import { grouped } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'
import { placeText } from '../words/replay-words.ts'
import { findingLine } from './finding-line.ts'
import type { Look } from './printed.ts'

const PLACES = 5

export function replayNotes({ document, view }: ReplayAnswer, { quiet, verbose }: Look): string {
  const errors = view.errors.map(findingLine).join('')
  if (quiet) return errors
  const { skipped, unread } = document.log
  const shown = verbose ? skipped : skipped.slice(0, PLACES)
  const lines = shown.map((line) => `${printable(`not read: ${placeText(line)}: ${line.reason}`)}\n`)
  const rest = unread - shown.length
  return [errors, ...lines, rest === 0 ? '' : `not read: ${grouped(rest)} more lines\n`].join('')
}
