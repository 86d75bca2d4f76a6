/** Prints on a terminal what adopt took over; the last lines are the verdict and the next action. */

import pc from 'picocolors'
import type { AdoptDocument } from '../answers/adopt.ts'
import { sharedLines } from '../words/effect-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { NOT_TAKEN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { terminal } from './terminal.ts'

/** A longer list is cut, and the rest is counted. */
const SHOWN = 20

export function adoptText(
  view: AdoptDocument,
  { color, verbose }: { color: boolean; verbose: boolean },
): string {
  const { bold } = pc.createColors(color)
  const adopted = inNaturalOrder(view.adopted, ({ policy }) => policy)
  const shown = verbose ? adopted : adopted.slice(0, SHOWN)
  const lines = [
    ...shown.map(({ policy, file, isNew }) => {
      const deed = isNew ? 'written' : 'is as live'
      return `+ ${bold(printable(policy))}   ${printable(file)} ${deed}`
    }),
    ...(shown.length < view.adopted.length
      ? [`  and ${view.adopted.length - shown.length} more (--verbose)`]
      : []),
    ...inNaturalOrder(view.left, ({ policy }) => policy).map(
      ({ policy, message }) => `! ${bold(printable(policy))}   left: ${printable(message)}`,
    ),
    ...unknownFieldWords(view.unknownFields).map((words) => `? ${terminal(words)}: ${NOT_TAKEN}`),
    ...(view.serverOwn.length === 0
      ? []
      : [
          `  beside spec, set by the server and not written to files: ${view.serverOwn.map(printable).join(', ')}`,
        ]),
    ...(view.left.some(({ reason }) => reason === 'shared') ? [] : sharedLines(view.shared)),
    ...baselineLines(view),
    ...ledgerLines(view),
    ...notLiveLines(view, verbose ? Number.POSITIVE_INFINITY : SHOWN),
    verdict(view),
    ...(view.adopted.length > 0
      ? ['next: read the files, commit and merge them; the first apply records the policies as applied']
      : []),
  ]
  return `${lines.join('\n')}\n`
}

function baselineLines({ baseline }: AdoptDocument): readonly string[] {
  if (baseline === null) return []
  const findings = baseline.added === 1 ? '1 finding exists' : `${baseline.added} findings exist`
  return [`${findings} already; ${baseline.file} records them, and lint reports new ones only`]
}

function ledgerLines({ ledger, noLedger, target }: AdoptDocument): readonly string[] {
  if (noLedger !== null)
    return [`no ledger: ${printable(noLedger)}. Deletes, drift and rollback need git; all else works`]
  return ledger === null ? [] : [`the ledger of ${printable(target.name)} is at ${ledger.slice(0, 7)}`]
}

/** The sample files of `init` are not meant for a workspace in use. */
function notLiveLines({ notLive }: AdoptDocument, limit: number): readonly string[] {
  if (notLive.length === 0) return []
  const shown = notLive.slice(0, limit)
  const rest = notLive.length - shown.length
  return [
    ...shown.map(
      ({ policy, file }) => `? ${printable(policy)}   ${printable(file)} is not live: plan would create it`,
    ),
    ...(rest === 0 ? [] : [`  and ${rest} more that plan would create (--verbose)`]),
    '  delete the file of a policy that should not be created',
  ]
}

function verdict({ adopted, left, target }: AdoptDocument): string {
  const name = printable(target.name)
  if (adopted.length === 0 && left.length === 0)
    return `nothing to adopt: every policy of ${name} that was asked for is in the files`
  const policies = `${adopted.length} ${adopted.length === 1 ? 'policy' : 'policies'} of ${name} adopted`
  const rest = left.length === 0 ? '' : `, ${left.length} left`
  return `${policies}${rest}. Nothing was written to the workspace.`
}
