/** Prints the changes of access, oldest first: the time, the people and the pull request of each, then its effect. */

import pc from 'picocolors'
import type { HistoryAnswer, HistoryChange } from '../answers/history.ts'
import { count } from '../diagnostic/count.ts'
import { filesOfRun } from '../policy/recorded-files.ts'
import { printable } from '../words/printable.ts'
import { GIVEN_UP_MEANING, TAKEN_OVER_MEANING } from '../words/record-words.ts'
import { regionText } from './regions-text.ts'

export interface HistoryTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

/** The most regions of one change; the others are only counted. */
const REGIONS = 8

export function historyText({ document, view }: HistoryAnswer, options: HistoryTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const { target, changes } = document
  const blocks = changes.map((change) => changeText(change, view, options))
  const looked = count(view.commits, 'commit', 'commits')
  const last =
    changes.length === 0
      ? `no change of access${view.isNarrowed ? ' matches' : ''} in the ${looked} of the ledger`
      : `${countsOf(changes)}; the ledger has ${looked}`
  return `${[bold(printable(`history of ${target}`)), ...blocks, last].join('\n\n')}\n`
}

function countsOf(changes: readonly HistoryChange[]): string {
  const regions = changes.flatMap(({ access }) => access).length
  const real = changes.filter(({ access }) => access.length > 0).length
  const rest = changes.length - real
  const access = `${count(regions, 'change', 'changes')} of access in ${count(real, 'commit', 'commits')}`
  const record = `${count(rest, 'commit', 'commits')} that changed only the record`
  return [...(real === 0 ? [] : [access]), ...(rest === 0 ? [] : [record])].join(', and ')
}

function changeText(change: HistoryChange, view: HistoryAnswer['view'], options: HistoryTextOptions): string {
  const { bold, dim } = pc.createColors(options.color)
  const { revision, at, deed, actor, access } = change
  const files = filesText(change, view)
  const shown = options.verbose ? access : access.slice(0, REGIONS)
  const regions = shown.map((region) => regionText(region, { ...options, causesOf: () => [] }))
  const rest = access.length - shown.length
  return [
    `${bold(`${printable(at)}  ${revision.slice(0, 12)}`)}   ${deed === null ? '' : `${printable(deed)} by `}${printable(actor)}${files}`,
    dim(printable(allowedText(change, view.reviewed.has(revision)))),
    ...recordTexts(change, bold),
    ...regions,
    ...(rest === 0 ? [] : [`and ${count(rest, 'more change', 'more changes')} of access (--verbose)`]),
  ].join('\n')
}

function filesText({ revision, commit }: HistoryChange, { files }: HistoryAnswer['view']): string {
  const facts = files.get(revision)
  const text = facts === undefined ? '' : filesOfRun(commit?.slice(0, 7) ?? null, facts)
  return text === '' ? '' : `   files ${text}`
}

/** The ledger's own changes must not pass for access that somebody gave or took. */
function recordTexts(
  { takenOver, unknownBefore, givenUp }: HistoryChange,
  bold: (text: string) => string,
): readonly string[] {
  const asLive = takenOver.filter((name) => !unknownBefore.includes(name))
  const line = (heading: string, names: readonly string[], meaning: string): readonly string[] =>
    names.length === 0 ? [] : [`${bold(heading)}   ${printable(names.join(', '))}   ${meaning}`]
  return [
    ...line('TAKEN OVER', asLive, TAKEN_OVER_MEANING),
    ...line(
      'TAKEN OVER',
      unknownBefore,
      'live before with another spec, which is not recorded: less than what is below may have changed',
    ),
    ...line('GIVEN UP', givenUp, GIVEN_UP_MEANING),
  ]
}

/** That nobody asked is another thing than that nobody approved. */
function allowedText({ pullRequests, approvals }: HistoryChange, isReviewed: boolean): string {
  if (!isReviewed) return 'pull requests and approvals are not known'
  const pulls = pullRequests.map((one) => (typeof one === 'number' ? `#${one}` : one)).join(', ')
  const by = [...new Set(approvals.map((approval) => approval.by))].join(', ')
  return `${pulls === '' ? 'no pull request' : pulls}, ${by === '' ? 'approved by nobody' : `approved by ${by}`}`
}
