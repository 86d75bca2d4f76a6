/**
 * The issue that says what was changed in a workspace outside git: what it
 * opened first, then the choices, then the fields. Its digest changes only
 * when the drift does, so that nobody is told the same thing twice.
 */

import { directionOpens, regionOpens } from '../../access/model/opens.ts'
import type { Region } from '../../access/model/region.ts'
import { count } from '../../diagnostic/count.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { characters, cutToFit } from '../../media/cut-to-fit.ts'
import { effectMarkdown, SYMBOL } from '../../media/direction-marks.ts'
import { markdown } from '../../media/markdown.ts'
import { code, codeElement, fenced, link, plainName } from '../../media/markdown-text.ts'
import type { DriftOutcome } from '../../plan/drift-outcome.ts'
import type { DriftChange } from '../../plan/make-drift.ts'
import { agentLabel } from '../../policy/binding.ts'
import { markerOf } from '../../review/comment-marker.ts'
import { shortDigest } from '../../review/short-digest.ts'
import { groupAccess } from '../../words/access-group.ts'
import { formerWords } from '../../words/decision-words.ts'
import { LIVE_EDIT, ONLY_UNKNOWN, OUTCOME_NOTE } from '../../words/drift-words.ts'
import { fieldLines } from '../../words/field-words.ts'
import { printable } from '../../words/printable.ts'
import { witnessWords } from '../../words/request-words.ts'
import { abilityText } from './access-words.ts'

export interface DriftIssueInput {
  readonly target: string
  readonly ledger: string | null
  readonly changes: readonly DriftChange[]
  readonly access: readonly Region[]
  /** ISO 8601, UTC. */
  readonly readAt: string
  /** Last good read before this one, null where that is not known. */
  readonly previousReadAt: string | null
  readonly links: { readonly repository: string; readonly run: string | null; readonly applyWorkflow: string }
}

export interface DriftIssue {
  readonly title: string
  readonly body: string
  readonly digest: string
}

const LIMIT = 60_000
const TITLE_LIMIT = 200
const ALERTS = 6
const DIGEST = /<!-- policyctl:digest ([\w-]{16}) -->\s*$/

export function driftIssue(input: DriftIssueInput): DriftIssue {
  const digest = shortDigest(JSON.stringify([input.changes, input.access]))
  const parts = [
    `${markerOf('drift', input.target)}\n${openingLine(input)}`,
    ...accessAlerts(input),
    effectTable(input),
    choices(input),
    fieldsFold(input),
    footer(input),
    `<!-- policyctl:digest ${digest} -->`,
  ]
  return { title: titleOf(input), body: `${parts.filter((part) => part !== '').join('\n\n')}\n`, digest }
}

/** The body without its digest: an issue that was closed because the drift is gone knows of none. */
export function withoutDigest(body: string): string {
  return `${body.replace(DIGEST, '').trimEnd()}\n`
}

/** The digest of the drift that an issue's body shows, null where it shows none. */
export function digestIn(body: string): string | null {
  return DIGEST.exec(body)?.[1] ?? null
}

function titleOf({ target, changes, access }: DriftIssueInput): string {
  const [first] = groups(access)
  const effect =
    first === undefined || !directionOpens(first.region.direction)
      ? `${count(changes.length, 'policy', 'policies')} edited live`
      : `${first.agents.length > 0 ? first.agents.slice(0, 2).map(agentLabel).join(', ') : first.policies[0]} can ${first.region.operations.join(' ')} at ${hostOf(first.region.resource)}`
  const symbol = first === undefined ? '📝' : SYMBOL[first.region.direction]
  return printable(`${symbol} Drift in ${target}: ${effect}`).slice(0, TITLE_LIMIT)
}

function hostOf(resource: string): string {
  return /^[a-z]+:\/\/([^/]+)/i.exec(resource)?.[1] ?? 'any URL'
}

function groups(access: readonly Region[]): ReturnType<typeof groupAccess> {
  return groupAccess([{ target: '', regions: access, blocked: new Set() }])
}

function openingLine({ changes, readAt, previousReadAt }: DriftIssueInput): string {
  const window = previousReadAt === null ? '' : `, not yet at ${moment(previousReadAt)}`
  const verb = changes.length === 1 ? 'differs' : 'differ'
  return `**${count(changes.length, 'policy', 'policies')} ${verb} from what was applied, edited outside git.** Seen ${moment(readAt)}${window}. The API names no author.`
}

function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

function accessAlerts({ access }: DriftIssueInput): readonly string[] {
  const risky = groups(access).filter(({ region }) => regionOpens(region))
  const alerts = risky
    .slice(0, ALERTS)
    .map((group) =>
      alertMarkdown('CAUTION', [
        `${abilityText({ groups: [group], resource: group.region.resource })}.`,
        `As applied: ${markdown(formerWords(group.region))}.`,
        `Example: ${markdown(witnessWords(group.region.witness))}`,
      ]),
    )
  return risky.length > ALERTS
    ? [...alerts, `_${count(risky.length - ALERTS, 'more change')} of this kind._`]
    : alerts
}

function effectTable({ changes }: DriftIssueInput): string {
  const rows = changes.map((change) => {
    const { policy, kind, fields } = change
    const paths = fields.slice(0, 3).map(({ path }) => code(path))
    const rest = fields.length > 3 ? ` and ${fields.length - 3} more` : ''
    const what = kind === 'changed' && paths.length > 0 ? `: ${paths.join(', ')}${rest}` : ''
    return `| ${code(policy)} | ${LIVE_EDIT[kind]}${what} | ${effectOf(change)} |`
  })
  const more = (rest: number): string => `\n_${count(rest, 'more policy', 'more policies')}._`
  const size = LIMIT / 4
  return `| Policy | Live edit | Effect |\n|---|---|---|\n${cutToFit(rows, { size, measure: characters }, { separator: '\n', more })}`
}

function effectOf(change: DriftChange): string {
  const { outcome } = change
  const words = effectMarkdown(change)
  return outcome === 'guarded' ? `${words}; ${OUTCOME_NOTE[outcome]}` : words
}

function choices({ target, changes, links }: DriftIssueInput): string {
  const apply = link('policy-apply', links.applyWorkflow)
  const lines = changes.map(({ policy, kind, outcome }) => {
    const keep = `**keep**: ${code(`policyctl pull ${policy} --target ${target}`)} on a branch, reviewed like any change`
    const choice: Readonly<Record<DriftOutcome, string>> = {
      'put-back': `**put back** by running ${apply}, or ${keep}`,
      guarded: `**put back** by running ${apply} with overwrite-live ${code(policy)}, or ${keep}`,
      deleted: `${OUTCOME_NOTE.deleted}: **delete** by running ${apply}, or ${keep}`,
      'in-files': `${OUTCOME_NOTE['in-files']}: ${apply} only **notes** it`,
      'left-alone': kind === 'changed' ? ONLY_UNKNOWN : `${OUTCOME_NOTE['left-alone']}, or ${keep}`,
    }
    return `- [ ] ${code(policy)}: ${choice[outcome]}`
  })
  const more = (rest: number): string => `\n_${count(rest, 'more policy', 'more policies')}._`
  return `**Choose for each**\n${cutToFit(lines, { size: LIMIT / 4, measure: characters }, { separator: '\n', more })}`
}

function fieldsFold({ ledger, changes }: DriftIssueInput): string {
  const items = changes
    .filter(({ fields }) => fields.length > 0)
    .map(
      ({ policy, fields }) =>
        `**${plainName(policy)}**\n${fenced(
          'diff',
          fields.flatMap((field) => fieldLines(field)),
        )}`,
    )
  if (items.length === 0) return ''
  const more = (rest: number): string => `_${count(rest, 'more policy', 'more policies')}._`
  const content = cutToFit(items, { size: LIMIT / 3, measure: characters }, { separator: '\n\n', more })
  const from = ledger === null ? 'ledger' : `ledger ${codeElement(ledger.slice(0, 7))}`
  return `<details><summary><b>Field diff</b>, ${from} → live</summary>\n\n${content}\n\n</details>`
}

function footer({ readAt, links }: DriftIssueInput): string {
  const run =
    links.run === null ? [] : [`<a href="${encodeURI(links.run).replaceAll('&', '&amp;')}">the run</a>`]
  const facts = [
    `Read ${moment(readAt)}`,
    'edited only when drift changes',
    'closes after a good read without drift',
    ...run,
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}
