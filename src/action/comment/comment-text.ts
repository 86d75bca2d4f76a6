/** Writes the text that people see, in reading order, under a limit; and tells which changes it shows in full. */
import { READING } from '../../access/model/reading.ts'
import { count } from '../../diagnostic/count.ts'
import { docsPage } from '../../diagnostic/docs-page.ts'
import { cutToFit, keepWhatFits, type Limit } from '../../media/cut-to-fit.ts'
import { codeElement, link, linkElement } from '../../media/markdown-text.ts'
import { UNNAMED_TARGET } from '../../policy/workspace.ts'
import { shortDigest } from '../../review/short-digest.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { ACCESS_ALERTS, accessAlert, alreadyLiveAlert, announcement, isAlerted } from './access-alerts.ts'
import { fullLine, isWhole, itemLine } from './access-words.ts'
import type { LineLimit } from './alert-lines.ts'
import { type AccessItem, foldAlike } from './alike.ts'
import { lastAlerts } from './comment-alerts.ts'
import { type CommentFacts, entriesOfGroup } from './comment-facts.ts'
import { type Fold, foldsOf, foldText } from './comment-folds.ts'
import type { CommentInput } from './comment-input.ts'
import { verdictOf } from './comment-verdict.ts'
import { firstAlerts } from './first-alerts.ts'
import { statusLine } from './status-line.ts'

export interface TextLimit extends Limit {
  /** True for a comment, whose omissions further comments show. */
  readonly isComment: boolean
}

export interface VisibleText {
  readonly text: string
  /** Changes that it shows in full. */
  readonly shown: readonly AccessGroup[]
}

/** Each part gets the space that more important parts leave. */
export function visibleText(input: CommentInput, facts: CommentFacts, limit: TextLimit): VisibleText {
  const { measure } = limit
  const head = `## ${verdictOf(input, facts)}`
  const status = statusLine(input, facts)
  const foot = footer(input, facts)
  let left = limit.size - measure([head, status, foot].join('\n\n')) - 1_000
  const spend = (text: string): string => {
    left -= measure(text) + 2
    return text
  }
  const more = moreIn(input)
  const access = accessParts(input, facts, { size: left * LIST_SHARE, measure, more: more('line') })
  const alerts = keepWhatFits(
    access.alerts,
    { size: left * 0.5, measure },
    { separator: '\n\n', more: more('alert') },
  )
  spend(alerts.text)
  const list = keepWhatFits(
    access.lines,
    { size: left * 0.4, measure },
    { separator: '\n', more: (rest) => `\n${more('access change')(rest)}` },
  )
  spend(list.text)
  const brief = [...alerts.kept, ...list.kept].flatMap(({ whole }) => whole)
  const full = fullFold(facts, brief, { size: left * 0.6, measure, more: more('change') })
  spend(full.text)
  const folds = foldsOf(input, facts).map((fold) =>
    spend(foldUnder(fold, { size: left * 0.7, measure }, more('item'))),
  )
  const parts = [head, alerts.text, list.text, status, full.text, ...folds, foot]
  return { text: parts.filter((part) => part !== '').join('\n\n'), shown: [...brief, ...full.shown] }
}

/** A text, and the changes that it shows in full. */
interface Told {
  readonly text: string
  readonly whole: readonly AccessGroup[]
}

/** The share of the text that the list in one alert may take, so that others have room beside it. */
const LIST_SHARE = 0.15

function accessParts(
  input: CommentInput,
  facts: CommentFacts,
  limit: LineLimit,
): { alerts: readonly Told[]; lines: readonly Told[] } {
  const items = foldAlike(facts.access)
  const alerted = items.filter(isAlerted)
  const shown = alerted.slice(0, ACCESS_ALERTS)
  const rest = alerted.slice(ACCESS_ALERTS)
  const told = (item: AccessItem, text: string): Told => ({ text, whole: isWhole(item) ? item.groups : [] })
  const others = (texts: readonly string[]): readonly Told[] => texts.map((text) => ({ text, whole: [] }))
  return {
    alerts: [
      ...others(firstAlerts(input, limit)),
      ...shown.map((item) => told(item, accessAlert(item, input, facts))),
      ...others(rest.length === 0 ? [] : [announcement(rest)]),
      ...others(alreadyLiveAlert(facts, limit)),
      ...others(lastAlerts(input, facts, limit)),
    ],
    lines: items.filter((item) => !shown.includes(item)).map((item) => told(item, itemLine(item, facts))),
  }
}

/** Lists in full the changes that widen access and that the short form cuts. */
function fullFold(
  facts: CommentFacts,
  brief: readonly AccessGroup[],
  { size, measure, more }: Limit & { readonly more: (rest: number) => string },
): { readonly text: string; readonly shown: readonly AccessGroup[] } {
  const groups = facts.access.filter((group) => entriesOfGroup(group).length > 0 && !brief.includes(group))
  if (groups.length === 0) return { text: '', shown: [] }
  const summary = `<b>In full</b>: ${count(groups.length, 'change')} that ${groups.length === 1 ? 'lets more through, or hands' : 'let more through, or hand'} approvals to others`
  const fold = { summary, items: [], separator: '\n' }
  const items = groups.map((group) => ({ text: fullLine(group), group }))
  const frame = measure(foldText(fold, ''))
  const { text, kept } = keepWhatFits(
    items,
    { size: size - frame, measure },
    { separator: '\n', more: (rest) => `\n${more(rest)}` },
  )
  return {
    text: foldText(fold, text),
    shown: kept.map(({ group }) => group),
  }
}

function foldUnder(fold: Fold, { size, measure }: Limit, more: (rest: number) => string): string {
  const frame = measure(foldText(fold, ''))
  const { separator } = fold
  const content = cutToFit(
    fold.items,
    { size: size - frame, measure },
    { separator, more: (rest) => `\n${more(rest)}` },
  )
  return foldText(fold, content)
}

function moreIn({ links }: CommentInput): (what: string) => (rest: number) => string {
  const where = links.run === null ? 'the full report' : link('the full report', links.run)
  return (what) => (rest) => `_${count(rest, what)} more in ${where}._`
}

/** Writes the footer with the exact inputs, for later questions. */
function footer(input: CommentInput, facts: CommentFacts): string {
  const plan = facts.steps.length + facts.otherSteps.length
  const fingerprint = shortDigest(
    JSON.stringify([facts.access, facts.otherAccess, facts.steps, facts.otherSteps]),
  )
  const parts = [
    `Commit ${codeElement(input.commit.slice(0, 7))}`,
    ...(facts.planned.length > 0 ? [`live ${input.readAt.slice(11, 16)} UTC`] : []),
    ...(plan > 0 ? [`plan ${codeElement(fingerprint.slice(0, 8))}`] : []),
    `judged by ${codeElement('policyctl.yaml')} of ${codeElement(input.base.branch)}`,
    ...linkElement(`reading ${READING}`, docsPage('access-model.md#the-pinned-reading')),
    ...linkElement('full report', input.links.run),
    ...linkElement('who may do what, as a page', input.links.pages),
    `try it: ${codeElement(tryCommand(facts))}`,
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}

/** The command that shows the same at a desk. */
function tryCommand({ planned }: CommentFacts): string {
  const [first = UNNAMED_TARGET] = planned
  const target = planned.length > 1 ? " --target '*'" : first === UNNAMED_TARGET ? '' : ` --target ${first}`
  return planned.length === 0 ? 'policyctl diff' : `policyctl plan${target}`
}
