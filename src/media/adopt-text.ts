/** Prints on a terminal what adopt took over; the last lines are the verdict and the next action. */

import pc from 'picocolors'
import type { AdoptDocument } from '../answers/adopt.ts'
import { sharedLines } from '../words/effect-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { NOT_TAKEN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { acceptedLines } from './accepted-text.ts'
import { terminal } from './terminal.ts'

/** A longer list is cut, and the rest is counted. */
const SHOWN = 20

export function adoptText(
  view: AdoptDocument,
  { color, verbose, remote = null }: { color: boolean; verbose: boolean; remote?: string | null },
): string {
  const { bold } = pc.createColors(color)
  const adopted = inNaturalOrder(view.adopted, ({ policy }) => policy)
  const shown = verbose ? adopted : adopted.slice(0, SHOWN)
  const written = view.dryRun ? 'would be written' : 'written'
  const lines = [
    ...(view.dryRun ? ['dry run: nothing is written'] : []),
    ...shown.map(({ policy, file, isNew }) => {
      const deed = isNew ? written : 'matches live'
      return `+ ${bold(printable(policy))}   ${printable(file)} ${deed}`
    }),
    ...(view.bindingsFile === null
      ? []
      : [`+ ${printable(view.bindingsFile)} ${written}: who has these policies live`]),
    ...(shown.length < view.adopted.length
      ? [`  and ${view.adopted.length - shown.length} more (--verbose)`]
      : []),
    ...inNaturalOrder(view.left, ({ policy }) => policy).map(
      ({ policy, message }) => `! ${bold(printable(policy))}   left alone: ${printable(message)}`,
    ),
    ...unknownFieldWords(view.unknownFields).map((words) => `? ${terminal(words)}: ${NOT_TAKEN}`),
    ...(view.serverOwn.length === 0
      ? []
      : [
          `  beside spec, set by the server and not written to files: ${view.serverOwn.map(printable).join(', ')}`,
        ]),
    ...(view.left.some(({ reason }) => reason === 'shared') ? [] : sharedLines(view.shared)),
    ...acceptedLines(view, verbose ? Number.POSITIVE_INFINITY : SHOWN),
    ...ledgerLines(view, remote),
    ...notLiveLines(view, verbose ? Number.POSITIVE_INFINITY : SHOWN),
    verdict(view),
    ...(view.adopted.length > 0 && !view.dryRun ? [nextLine(view)] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** Without a ledger no apply records anything, so git comes first. */
function nextLine({ noLedger }: AdoptDocument): string {
  return noLedger === null
    ? 'next: read the files, commit and merge them; the first apply records the policies as applied'
    : 'next: read the files; once the project is in a git repository, run this again: it records the policies'
}

function ledgerLines({ ledger, noLedger, target }: AdoptDocument, remote: string | null): readonly string[] {
  if (noLedger !== null)
    return [
      `no ledger: ${printable(noLedger)}. Deletes, drift, rollback, history and forget need git, as does whatever compares with a commit`,
    ]
  if (ledger === null) return []
  const pushed = remote === null ? '' : `, pushed to ${printable(remote)}`
  return [`the ledger of ${printable(target.name)} is at ${ledger.slice(0, 7)}${pushed}`]
}

/** Lists policies that only files have, such as the sample of `init`, which is not meant for a workspace in use. */
function notLiveLines({ notLive }: AdoptDocument, limit: number): readonly string[] {
  if (notLive.length === 0) return []
  const shown = notLive.slice(0, limit)
  const rest = notLive.length - shown.length
  return [
    ...shown.map(
      ({ policy, file }) =>
        `? ${printable(policy)}   ${printable(file)} is not live: an apply would create it`,
    ),
    ...(rest === 0 ? [] : [`  and ${rest} more that an apply would create (--verbose)`]),
    '  delete the file of a policy that should not be created, and its tests',
  ]
}

function verdict({ adopted, left, target, dryRun }: AdoptDocument): string {
  const name = printable(target.name)
  if (adopted.length === 0 && left.length === 0)
    return `nothing to adopt: files and ledger have each live policy of ${name} that was asked for`
  const policies = `${adopted.length} ${adopted.length === 1 ? 'policy' : 'policies'} of ${name} ${dryRun ? 'would be adopted' : 'adopted'}`
  const rest = left.length === 0 ? '' : `, ${left.length} left alone`
  return dryRun
    ? `${policies}${rest}. Nothing was written.`
    : `${policies}${rest}. Nothing was written to the workspace.`
}
