/** Prints drift on a terminal: wider access first, then each policy that was changed live, then what to do. */
import pc from 'picocolors'
import { directionOpens } from '../access/model/opens.ts'
import type { DriftAnswer, DriftDocument } from '../answers/drift.ts'
import { count } from '../diagnostic/count.ts'
import { isBoundOtherwise } from '../plan/binding-drift.ts'
import type { DriftChange } from '../plan/make-drift.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { effectWords } from '../words/decision-words.ts'
import { choiceWords, driftChoices } from '../words/drift-choices.ts'
import { driftNotes, type Note } from '../words/drift-notes.ts'
import { LIVE_EDIT } from '../words/drift-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { requestWords } from '../words/request-words.ts'
import { specDiff } from '../words/spec-diff.ts'
import { unknownChangeLines } from '../words/unknown-field-words.ts'
import { besideText } from '../words/unmanaged-words.ts'
import { whoWords } from '../words/who-words.ts'
import { effectText } from './direction-marks.ts'
import { guardrailsText } from './guardrails-text.ts'
import { regionsText, withoutToolText } from './regions-text.ts'
import { terminal } from './terminal.ts'
import { unmanagedText } from './unmanaged-text.ts'

export interface DriftTextOptions {
  readonly color: boolean
  readonly verbose: boolean
  /** Names of all targets that the answer stands for; absent: its own. */
  readonly targets?: readonly string[]
}

const SYMBOLS = { added: '+', removed: '-', changed: '~' } as const
/** Longer lists of names are cut without --verbose. */
const NAMES = 8
/** The most lines of one policy's difference; the others are counted. */
const LINES = 20

export function driftText(drift: DriftAnswer, options: DriftTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const { changes, access, tools } = drift.document
  const isPartial = drift.document.unreadable.length > 0
  const { causesOf, guardrails, madeElsewhere } = drift.view
  const sorted = inNaturalOrder(changes, ({ policy }) => policy)
  const sections = [
    bold(headline(drift, options)),
    ...(changes.length === 0
      ? []
      : [regionsText(access, { ...options, causesOf, tools, isPartial }).trimEnd()]),
    withoutToolText(drift.document, options).trimEnd(),
    ...sorted.map((change) => changeText(drift, change, options)),
    ...driftNotes(drift).map((note) => noteText(note, options)),
    guardrailsText(guardrails, {
      ...options,
      inNoFile: new Set(drift.view.inNoFile),
      unmanagedAre: drift.view.unmanagedAre,
    }).trimEnd(),
    unmanagedText(madeElsewhere, options).trimEnd(),
    choicesText(drift),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The answer in one line: the riskiest access that somebody opened, where there is any. */
function headline(
  { document, view: { interrupted, madeElsewhere, adopted, claimed } }: DriftAnswer,
  { targets = [] }: Pick<DriftTextOptions, 'targets'>,
): string {
  const { target, changes, ledger } = document
  const isAlone = targets.length < 2
  const where = isAlone ? printable(target) : `each of ${targets.length} targets`
  const left = interrupted.written.length + interrupted.open.length
  if (changes.length === 0) {
    const at = isAlone ? ` (${printable(ledger.slice(0, 7))})` : ''
    const revision = `the ledger of ${where}${at}`
    const agents = isBoundOtherwise(document.bindingDrift)
      ? ', but agents have other policies than their documents say'
      : ''
    const unread = uncomparedIn(document).length
    const readable =
      unread === 0 ? '' : `, but for ${count(unread, 'policy', 'policies')} that cannot be read`
    const besides = besideText([...madeElsewhere, ...claimed], document.unmanaged.length - adopted.length)
    return left === 0
      ? `live agrees with ${revision}${readable}${agents}${besides}`
      : `nobody edited ${where} live; ${count(left, 'policy differs', 'policies differ')} from ${revision} because an apply has not finished${readable}${agents}${besides}`
  }
  const number = count(changes.length, 'policy was', 'policies were')
  return `${number} changed outside git in ${where}${openedText(document)}`
}

/** Writes a single list behind the title, several lists below it. */
function noteText({ title, meaning, lists }: Note, { color, verbose }: DriftTextOptions): string {
  const { bold } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const [only] = lists
  const head = bold(title.toUpperCase())
  if (lists.length === 1 && only?.word === '')
    return `${head}   ${terminal([only.list], { limit })}   ${terminal(meaning)}`
  const lines = lists.map(({ word, list }) => `    ${word.padEnd(10)}${terminal([list], { limit })}`)
  return [`${head}   ${terminal(meaning)}`, ...lines].join('\n')
}

/** Writes `: sales may GET https://crm.example/* with no human`; '' if nothing got wider. Calls that no tool serves come last. */
function openedText({ access, withoutTool }: Pick<DriftDocument, 'access' | 'withoutTool'>): string {
  const opened = access.filter(({ direction }) => directionOpens(direction))
  const served = opened.find(({ resource }) => !withoutTool.includes(resource))
  const region = served ?? opened[0]
  if (region === undefined) return ''
  const effect = effectWords(region, requestWords(region))
  const who = terminal(whoWords(region), { limit: 2 })
  const once = served === undefined ? ', once a tool for that is registered' : ''
  return `: ${who} ${terminal(effect, { limit: NAMES })}${once}`
}

function changeText(
  { document: { access }, view: { before, after } }: DriftAnswer,
  change: DriftChange,
  options: DriftTextOptions,
): string {
  const { bold, dim, green, red } = pc.createColors(options.color)
  const { policy, kind, fields } = change
  const lines = [
    ...specDiff(before.policies.get(policy) ?? null, after.policies.get(policy) ?? null),
    ...unknownChangeLines(fields),
  ].map((line) => (line.startsWith('+') ? green : red)(`    ${printable(line)}`))
  const shown = options.verbose ? lines : lines.slice(0, LINES)
  const rest = lines.length - shown.length
  return [
    `${SYMBOLS[kind]} ${bold(printable(policy))}   ${LIVE_EDIT[kind]} live   ${effectText(change, access)}`,
    ...shown,
    ...(rest === 0 ? [] : [dim(`    and ${rest} more lines (--verbose)`)]),
  ].join('\n')
}

function choicesText(drift: DriftAnswer): string {
  return driftChoices(drift)
    .map((choice) => `${choice.title.padEnd(10)}${terminal(choiceWords(choice, '   '))}`)
    .join('\n')
}
