/** Writes notes beside an answer about a log: the reasons why lines were not read. */
import type { ReplayedLog } from '../answers/call-counts.ts'
import { grouped } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'
import { placeText } from '../words/replay-words.ts'
import type { Look } from './printed.ts'

const PLACES = 5

export function logNotes({ skipped, unread }: ReplayedLog, { quiet, verbose }: Look): string {
  if (quiet) return ''
  const shown = verbose ? skipped : skipped.slice(0, PLACES)
  const lines = shown.map((line) => `${printable(`not read: ${placeText(line)}: ${line.reason}`)}\n`)
  const rest = unread - shown.length
  return [...lines, rest === 0 ? '' : `not read: ${grouped(rest)} more lines\n`].join('')
}
