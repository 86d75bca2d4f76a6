/**
 * The comment on a pull request: the verdict, one alert per thing that needs a
 * decision, a table of what does not, the green facts, and folds.
 *
 * It never fails for length: every part is cut by whole items, the harmless
 * end first, and all folds are closed. The same text without a limit is the
 * job summary and the artifact.
 */
import { count } from '../../diagnostic/count.ts'
import { bytes, characters, cutToFit, type Limit } from '../../media/cut-to-fit.ts'
import { SYMBOL } from '../../media/direction-marks.ts'
import { markdown } from '../../media/markdown.ts'
import { codeElement, link } from '../../media/markdown-text.ts'
import { pairMarkdown } from '../../media/regions-markdown.ts'
import { mostPermissiveFirst } from '../../words/access-group.ts'
import { changeWords } from '../../words/decision-words.ts'
import { requestWords } from '../../words/request-words.ts'
import { whoWords } from '../../words/who-words.ts'
import { ACCESS_ALERTS, alertsOf, whereWords } from './comment-alerts.ts'
import { type CommentFacts, factsOf, OFFLINE, riskyGroups } from './comment-facts.ts'
import { type Fold, foldsOf, foldText } from './comment-folds.ts'
import type { CommentInput } from './comment-input.ts'
import { statusLine, verdictOf } from './comment-verdict.ts'
import { markerOf, recordComment } from './risk-marker.ts'
import { entriesDigest, type RiskRecord, shortDigest } from './risk-record.ts'

/** GitHub refuses 65,536 and more (docs/decisions/0060-comment-length.md). */
export const COMMENT_LIMIT: Limit = { size: 65_000, measure: characters }
/** A step's summary is refused above 1 MiB; other tools may write to it too. */
export const SUMMARY_LIMIT: Limit = { size: 1_000_000, measure: bytes }
export const NO_LIMIT: Limit = { size: Number.POSITIVE_INFINITY, measure: characters }

export interface RenderedComment {
  readonly body: string
  /** Heading, for logs and statuses. */
  readonly verdict: string
  readonly record: RiskRecord
}

/** The comment with its hidden ends. */
export function renderComment(input: CommentInput): RenderedComment {
  const facts = factsOf(input)
  const record = recordOf(input, facts)
  const first = `${markerOf('pr', input.project)}\n`
  const last = `\n\n${recordComment(record)}\n`
  const size = COMMENT_LIMIT.size - first.length - last.length
  const body = `${first}${visibleText(input, facts, { ...COMMENT_LIMIT, size })}${last}`
  return { body, verdict: verdictOf(input, facts), record }
}

/** What people see of it, under another limit. */
export function renderReport(input: CommentInput, limit: Limit): string {
  return `${visibleText(input, factsOf(input), limit)}\n`
}

function recordOf(input: CommentInput, facts: CommentFacts): RiskRecord {
  const { approval } = input
  const seen = approval?.seen ?? null
  // What could not be planned now is remembered as it was shown last.
  const planned = new Set([...facts.planned, ...(facts.planned.length === 0 ? [OFFLINE] : [])])
  const kept = input.shownBefore.filter(({ targets }) => !targets.some((target) => planned.has(target)))
  const entries = [...facts.risk, ...kept]
  return {
    version: 1,
    commit: input.commit,
    entries,
    digest: entriesDigest(entries),
    config: input.loosened.map(shortDigest),
    isComplete: true,
    approved: approval === null || seen === null ? null : { commit: approval.commit, entries: seen },
  }
}

/** Parts in reading order; each gets what those that matter more have left. */
function visibleText(input: CommentInput, facts: CommentFacts, { size, measure }: Limit): string {
  const head = `## ${verdictOf(input, facts)}`
  const status = statusLine(input, facts)
  const foot = footer(input, facts)
  let left = size - measure([head, status, foot].join('\n\n')) - 1_000
  const spend = (text: string): string => {
    left -= measure(text) + 2
    return text
  }
  const more = (what: string) => (rest: number) =>
    `_${count(rest, what)} more in ${input.links.run === null ? 'the full report' : link('the full report', input.links.run)}._`
  const alerts = spend(
    cutToFit(
      alertsOf(input, facts),
      { size: left * 0.5, measure },
      { separator: '\n\n', more: more('alert') },
    ),
  )
  const table = spend(accessTable(facts, { size: left * 0.5, measure }, more('access change')))
  const folds = foldsOf(input, facts).map((fold) =>
    spend(foldUnder(fold, { size: left * 0.7, measure }, more('item'))),
  )
  return [head, alerts, table, status, ...folds, foot].filter((part) => part !== '').join('\n\n')
}

function foldUnder(fold: Fold, { size, measure }: Limit, more: (rest: number) => string): string {
  const frame = measure(foldText(fold, ''))
  const { separator } = fold
  const content = cutToFit(
    fold.items,
    { size: size - frame, measure },
    { separator, more: (rest) => `\n${more(rest)}` },
  )
  return foldText(fold, content === '' ? more(fold.items.length) : content)
}

// On a narrow page a table runs out to the right: what changes for whom stays in sight.
const TABLE_HEAD = '| | Agents | Before → after | Requests |\n|:-:|---|---|---|'

/** What has no alert of its own. */
function accessTable(facts: CommentFacts, { size, measure }: Limit, more: (rest: number) => string): string {
  const alerted = new Set(riskyGroups(facts.access).slice(0, ACCESS_ALERTS))
  const groups = facts.access.filter((group) => !alerted.has(group)).sort(mostPermissiveFirst)
  const rows = groups.map((group) => {
    const { region } = group
    const who = markdown(whoWords(group), { limit: 3 })
    const symbol = region.exact ? SYMBOL[region.direction] : SYMBOL.mixed
    const notes = `${whereWords(group.targets, facts.affected)}${group.isBlocked ? ' ⛔ blocked' : ''}`
    return `| ${symbol} | ${who}${notes} | ${pairMarkdown(changeWords(region))} | ${markdown(requestWords(region), { limit: 4 })} |`
  })
  if (rows.length === 0) return ''
  const body = cutToFit(
    rows,
    { size: size - measure(TABLE_HEAD) - 1, measure },
    { separator: '\n', more: (rest) => `\n${more(rest)}` },
  )
  return body === '' ? more(rows.length) : `${TABLE_HEAD}\n${body}`
}

/** What exactly was seen, for whoever asks later. */
function footer(input: CommentInput, facts: CommentFacts): string {
  const plan = facts.steps.length + facts.otherSteps.length
  const fingerprint = shortDigest(JSON.stringify([facts.risk, facts.steps, facts.otherSteps])).slice(0, 8)
  const parts = [
    `Commit ${codeElement(input.commit.slice(0, 7))}`,
    ...(facts.planned.length > 0 ? [`live ${input.readAt.slice(11, 16)} UTC`] : []),
    ...(plan > 0 ? [`plan ${codeElement(fingerprint)}`] : []),
    'reading 1',
    ...(input.links.run === null
      ? []
      : [`<a href="${encodeURI(input.links.run).replaceAll('&', '&amp;')}">full report</a>`]),
    `try it: <code>policyctl ${facts.planned.length > 0 ? 'plan' : 'diff'}</code>`,
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}
