/** The comment on a merged pull request: the steps that were written, and those that were not. */

import type { Failure } from '../../answers/target-report.ts'
import type { ApplyResult, StepResult } from '../../apply/apply-result.ts'
import { count } from '../../diagnostic/count.ts'
import type { ExitStatus } from '../../diagnostic/exit-status.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { characters, cutToFit, type Limit } from '../../media/cut-to-fit.ts'
import { code, codeElement, linkElement, plainName, prose } from '../../media/markdown-text.ts'
import type { Binding } from '../../policy/binding.ts'
import { markerOf, markerStart } from '../../review/comment-marker.ts'
import { nothingWritten } from '../../words/apply-words.ts'
import { outsideAlerts } from './outside-alerts.ts'

export interface ApplyReport {
  /** The applied commit of the default branch. */
  readonly commit: string
  readonly project: string
  readonly targets: readonly TargetApply[]
  /** The person who started it by hand, the refusals that this lifts, and why; null: it was not started by hand. */
  readonly byHand: ByHand | null
  readonly links: { readonly repository: string; readonly run: string | null }
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface ByHand {
  readonly actor: string
  /** The options of apply that lift refusals; '' for none. */
  readonly lifted: string
  readonly reason: string | null
}

export interface TargetApply {
  readonly name: string
  /** null: no step was run. */
  readonly result: ApplyResult | null
  /** The reason why the run stopped or was refused; null: it was not. */
  readonly failure: Failure | null
  /** Steps that guards block, and access that no review saw: one line each. */
  readonly refused: readonly string[]
  /** The changes of access by the written steps: Markdown, one line each. */
  readonly access: readonly string[]
  /** Policies that, read at the end, differ or cannot be read: Markdown, one line each. */
  readonly differences: readonly string[]
  /** Live policies that this run took over: from now on, a missing file deletes them. */
  readonly newlyManaged: readonly string[]
  /** Bindings of the files that the workspace lacks, of policies that it wrote or took over: no apply writes bindings. */
  readonly bindingsNotLive: readonly Binding[]
  /** A later commit that was applied already, so that this report is outdated; null: none. */
  readonly supersededBy: string | null
  readonly exitStatus: ExitStatus
}

/** A target for which no step was run. */
export function notRun(name: string, exitStatus: ExitStatus): TargetApply {
  const nothing = { refused: [], access: [], differences: [], newlyManaged: [], bindingsNotLive: [] }
  return { name, result: null, failure: null, ...nothing, supersededBy: null, exitStatus }
}

/** GitHub refuses 65,536 characters and more. */
const LIMIT = 60_000

export function applyComment(report: ApplyReport): string {
  const marker = applyMarker(report)
  return `${marker}\n${applyReport(report, { size: LIMIT - marker.length, measure: characters })}`
}

/** Makes a marker for each set of targets, so that several jobs of a run do not overwrite each other's comments. */
export function applyMarker({ project, commit, targets }: ApplyReport): string {
  const names = targets.map(({ name }) => name).toSorted()
  return markerOf('apply', `${project}@${commit}`, names.join(','))
}

/** Tells whether a comment reports an apply of the project, of whatever commit. */
export function isOfApply(body: string, project: string): boolean {
  return body.startsWith(markerStart('apply', `${project}@`))
}

/**
 * Writes the report without the hidden marker, also for the job summary. Failures come first. If it
 * is too long, first the tables of written steps are cut, then whole targets, which are counted.
 */
export function applyReport(report: ApplyReport, limit: Limit): string {
  const { targets } = report
  const head = [`## ${cutVerdict(report)}`, byHandText(report.byHand)]
  const foot = footer(report)
  const size = limit.size - limit.measure([...head, foot].join('\n\n')) - 200
  const more = (rest: number): string =>
    `_${count(rest, 'more part')} in the report, in the artifact of the run._`
  const told = [
    ...targets.flatMap(supersededText),
    ...targets.flatMap(failureAlert),
    ...outsideAlerts(targets),
  ]
  const alerts = cutToFit(told, { ...limit, size: size * 0.6 }, { separator: '\n\n', more })
  const tables = targets.filter(({ result }) => result !== null && result.results.length > 0)
  const left = size - limit.measure(alerts)
  const each = { ...limit, size: left / Math.max(1, Math.min(tables.length, FULL_TABLES)) - 300 }
  const written = cutToFit(
    tables.map((target) => resultTable(target, each)),
    { ...limit, size: left },
    { separator: '\n\n', more },
  )
  return `${[...head, alerts, written, foot].filter((part) => part !== '').join('\n\n')}\n`
}

/** Tables are cut so that this many have room. */
const FULL_TABLES = 20

/** Writes one line, for mail previews and the commit status. */
export function applyVerdict({ targets }: Pick<ApplyReport, 'targets'>): string {
  if (targets.length === 0) return '📝 nothing is applied: `policyctl.yaml` names no target with an endpoint'
  const words = targets.map((target) => `${plainName(target.name)}: ${outcome(target)}`)
  const isBad = targets.some((target) => target.exitStatus !== 0)
  return `${isBad ? '❌' : '✅'} ${words.join(' · ')}`
}

/** The most targets that a heading names; failed ones come first. */
const NAMED = 20

function cutVerdict({ targets }: ApplyReport): string {
  if (targets.length <= NAMED) return applyVerdict({ targets })
  const isBad = ({ exitStatus }: TargetApply): number => Number(exitStatus !== 0)
  const shown = targets.toSorted((a, b) => isBad(b) - isBad(a)).slice(0, NAMED)
  return `${applyVerdict({ targets: shown })} · ${count(targets.length - NAMED, 'more target')}`
}

/** `3 steps applied`, `1 of 3 steps failed`, `apply refused, nothing written`. */
export function outcome({ result, failure, newlyManaged, exitStatus }: TargetApply): string {
  const summary = result?.summary ?? { applied: 0, skipped: 0, failed: 0, notRun: 0 }
  const { applied, skipped, failed, notRun } = summary
  const total = applied + skipped + failed + notRun
  if (exitStatus === 3 && applied + failed === 0) return 'apply refused, nothing written'
  if (failure?.code === 'wave-held') return 'not reached, nothing written'
  if (result === null) return `apply did not run${failure === null ? '' : ` (${failure.code})`}`
  if (failed > 0) return `${failed} of ${count(total, 'step')} failed`
  if (notRun > 0) return `${notRun} of ${count(total, 'step')} not written`
  if (!result.converged) return 'written, but not all is proven to be as planned'
  const already = skipped > 0 ? `, ${skipped} already there` : ''
  return total === 0 ? nothingWritten({ newlyManaged }) : `${count(applied, 'step')} applied${already}`
}

/** Names the person who started a run by hand, and what the run lifts. */
function byHandText(byHand: ByHand | null): string {
  if (byHand === null) return ''
  const { actor, lifted, reason } = byHand
  const who = actor === '' ? 'Started by hand' : `Started by hand, by ${code(actor)}`
  const what = lifted === '' ? 'nothing is lifted' : `with ${code(lifted)}`
  const why = reason === null ? 'no reason given' : `reason: ${prose(reason)}`
  return `${who}, ${what}; ${why}.`
}

function supersededText({ name, supersededBy }: TargetApply): readonly string[] {
  return supersededBy === null
    ? []
    : [`**${plainName(name)}**: superseded by ${code(supersededBy.slice(0, 7))}, which was applied later.`]
}

function failureAlert(target: TargetApply): readonly string[] {
  const { name, result, failure, refused, differences } = target
  const failed = (result?.results ?? []).filter(({ status }) => status === 'failed')
  const lines = [
    ...refused.slice(0, 8).map((line) => `- ${line}`),
    ...(refused.length > 8 ? [`- and ${refused.length - 8} more`] : []),
    ...failed.slice(0, 8).map(({ policy, error }) => `- ${code(policy)}: ${prose(error ?? 'failed')}`),
    ...(failed.length > 8 ? [`- and ${failed.length - 8} more`] : []),
    ...differences.slice(0, 8).map((line) => `- ${line}`),
    ...(differences.length > 8 ? [`- and ${differences.length - 8} more`] : []),
    ...(failure === null
      ? []
      : [`${prose(failure.message)} (${code(failure.code)})`, `Next: ${prose(failure.hint)}`]),
    ...(result !== null && !result.converged && failure?.code !== 'wave-held'
      ? [
          'The workspace, read at the end, is not proven to be as planned. Once the cause is gone, running it again finishes what is left.',
        ]
      : []),
  ]
  return lines.length === 0
    ? []
    : [alertMarkdown('CAUTION', [`**${plainName(name)} ${stateOf(target)}.**`, ...lines])]
}

/** Describes the state of a failed target. If it was not reached, or could not be read, it may still be as wanted. */
function stateOf({ result, failure }: Pick<TargetApply, 'result' | 'failure'>): string {
  if (failure?.code === 'wave-held') return 'was not reached'
  const isWritten = result !== null && result.summary.failed + result.summary.notRun === 0
  return isWritten && failure === null
    ? 'is not proven to match the default branch'
    : 'does not match the default branch'
}

const STATUS: Readonly<Record<StepResult['status'], string>> = {
  applied: '✅ written',
  skipped: '✅ was there already',
  failed: '❌ failed',
  'not-run': '⏸ not written',
}

function resultTable({ name, result, access }: TargetApply, limit: Limit): string {
  if (result === null || result.results.length === 0) return ''
  const order: readonly StepResult['status'][] = ['failed', 'not-run', 'applied', 'skipped']
  const rows = [...result.results]
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
    .map(({ action, policy, status }) => `| ${STATUS[status]} | ${action} | ${code(policy)} |`)
  const more = (rest: number): string => `\n_${count(rest, 'more step')}._`
  const changes = access.length === 0 ? '' : `**Access in ${plainName(name)}**\n\n${access.join('\n')}\n\n`
  const size = limit.size - limit.measure(changes)
  const body = cutToFit(rows, { ...limit, size }, { separator: '\n', more })
  const summary = `<b>What was written to ${codeElement(name)}</b>: ${count(result.results.length, 'step')}`
  return `${changes}<details><summary>${summary}</summary>\n\n| | | Policy |\n|---|---|---|\n${body}\n\n</details>`
}

function footer({ commit, links, at }: ApplyReport): string {
  const facts = [
    `Commit ${codeElement(commit.slice(0, 7))}`,
    `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
    ...linkElement('the run', links.run),
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}
