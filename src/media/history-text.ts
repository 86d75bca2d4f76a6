/** Prints the changes of access, oldest first: the time, the people and the pull request of each, then its effect. */
import pc from 'picocolors'
import type { HistoryAnswer, HistoryChange } from '../answers/history.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'
import { regionText } from './regions-text.ts'

export interface HistoryTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

/** More regions of one change are counted only. */
const REGIONS = 8

export function historyText({ document, view }: HistoryAnswer, options: HistoryTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const { target, changes } = document
  const blocks = changes.map((change) => changeText(change, view.reviewed.has(change.revision), options))
  const looked = count(view.commits, 'commit', 'commits')
  const last =
    changes.length === 0
      ? `nothing that matches changed in ${looked} of the ledger`
      : `${count(changes.length, 'change', 'changes')} of access in ${looked} of the ledger`
  return `${[bold(printable(`history of ${target}`)), ...blocks, last].join('\n\n')}\n`
}

function changeText(change: HistoryChange, isReviewed: boolean, options: HistoryTextOptions): string {
  const { bold, dim } = pc.createColors(options.color)
  const { revision, at, commit, actor, access } = change
  const files = commit === null ? '' : `   files of ${commit.slice(0, 7)}`
  const shown = options.verbose ? access : access.slice(0, REGIONS)
  const regions = shown.map((region) => regionText(region, { ...options, causesOf: () => [] }))
  const rest = access.length - shown.length
  return [
    `${bold(`${printable(at)}  ${revision.slice(0, 12)}`)}   ${printable(actor)}${files}`,
    dim(printable(allowedText(change, isReviewed))),
    ...regions,
    ...(rest === 0 ? [] : [`and ${count(rest, 'more region', 'more regions')} (--verbose)`]),
  ].join('\n')
}

/** That nobody asked is another thing than that nobody approved. */
function allowedText({ pullRequests, approvals }: HistoryChange, isReviewed: boolean): string {
  if (!isReviewed) return 'pull requests and approvals are not known'
  const pulls = pullRequests.map((one) => (typeof one === 'number' ? `#${one}` : one)).join(', ')
  const by = [...new Set(approvals.map((approval) => approval.by))].join(', ')
  return `${pulls === '' ? 'no pull request' : pulls}, ${by === '' ? 'approved by nobody' : `approved by ${by}`}`
}
