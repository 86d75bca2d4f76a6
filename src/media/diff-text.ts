/** Prints a diff on a terminal: first the effect on agents, then the changes of the texts. */
import pc from 'picocolors'
import { READING } from '../access/model/reading.ts'
import type { DiffAnswer, DiffDocument, DiffView } from '../answers/diff.ts'
import { isPartial } from '../answers/is-partial.ts'
import type { FieldChange } from '../change/field-changes.ts'
import { count } from '../diagnostic/count.ts'
import { bindingsBehind, DOCUMENTS_DIFFER } from '../words/binding-words.ts'
import { namesBetweenWords } from '../words/cause-words.ts'
import { fieldLabel, fieldWords } from '../words/field-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { recordNotes } from '../words/record-words.ts'
import { notComparedWords, unreadFileWords } from '../words/uncompared-words.ts'
import { UNKNOWN_LIVE, unknownFieldWords } from '../words/unknown-field-words.ts'
import { differenceText } from './difference-text.ts'
import { guardrailsText } from './guardrails-text.ts'
import { regionsText, withoutToolText } from './regions-text.ts'
import { terminal } from './terminal.ts'

export interface DiffTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

export function diffText({ document: diff, view }: DiffAnswer, options: DiffTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const { causesOf, guardrails } = view
  const parts = [
    `${bold(printable(`${diff.from} → ${diff.to}`))}${bindingsBehind(diff.bindings)}\n${mappedText(diff)}`,
    notComparedText(diff, view, options),
    regionsText(diff.access, { ...options, causesOf, tools: diff.tools, isPartial: isPartial(diff) }),
    withoutToolText(diff, options),
    recordText(diff, options),
    diff.bindingsDiffer ? `${bold('BINDINGS')}   ${DOCUMENTS_DIFFER}\n` : '',
    guardrailsText(guardrails, options),
    changesText(diff, options),
    unknownText(diff, options),
    `${summaryText(diff, view)}; reading ${READING}\n`,
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function notComparedText(
  { unreadable, uncompared }: DiffDocument,
  { errors }: Pick<DiffView, 'errors'>,
  { color }: DiffTextOptions,
): string {
  const { bold } = pc.createColors(color)
  return notComparedWords({ unreadable, uncompared, errors })
    .map((words) => `${bold('NOT COMPARED')}   ${terminal(words)}\n`)
    .join('')
}

/** Lists the names of the first target that are shown by their names in the second one. */
function mappedText({ mapped }: DiffDocument): string {
  return mapped.length === 0 ? '' : `${terminal(namesBetweenWords(mapped))}\n`
}

function recordText(diff: DiffDocument, { color, verbose }: DiffTextOptions): string {
  const { bold } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : POLICIES
  return recordNotes(diff)
    .map(
      ({ title, policies, meaning }) =>
        `${bold(title.toUpperCase())}   ${terminal([policies], { limit })}   ${meaning}\n`,
    )
    .join('')
}

/** `2 added, 1 changed, 1 removed`. */
export function summaryText(
  { changes, takenOver, givenUp, unreadable }: DiffDocument,
  { errors }: Pick<DiffView, 'errors'>,
): string {
  const counts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const number = changes.filter((change) => change.kind === kind).length
    return number === 0 ? [] : [`${number} ${kind}`]
  })
  const recorded = [
    ...(takenOver.length === 0 ? [] : [`${takenOver.length} taken over`]),
    ...(givenUp.length === 0 ? [] : [`${givenUp.length} given up`]),
  ]
  const all = [...counts, ...recorded]
  const files = unreadFileWords(errors).length
  const unread =
    (unreadable.length === 0 ? '' : `, ${unreadable.length} not compared`) +
    (files === 0 ? '' : `, ${count(files, 'file')} not compared`)
  return `${all.length === 0 ? 'no policy differs' : `policies: ${all.join(', ')}`}${unread}`
}

/** Longer lists are cut without --verbose. */
const POLICIES = 5
const SIGNS = { added: '+', removed: '-', changed: '~' } as const

function changesText({ changes }: DiffDocument, { color }: DiffTextOptions): string {
  if (changes.length === 0) return ''
  const { bold, green, red, yellow } = pc.createColors(color)
  const paint = { added: green, removed: red, changed: yellow }
  const blocks = inNaturalOrder(changes, ({ policy }) => policy).flatMap(({ policy, kind, fields }) => [
    `${paint[kind](SIGNS[kind])} ${bold(printable(policy))}`,
    ...fields.flatMap((field) => differenceLines(field).map((line) => `    ${line}`)),
  ])
  return `${[bold('CHANGES'), '', ...blocks].join('\n')}\n`
}

function unknownText({ unknownFields }: DiffDocument, { color, verbose }: DiffTextOptions): string {
  const { bold } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : POLICIES
  const lines = unknownFieldWords(unknownFields).map(
    (words) => `${bold('UNKNOWN FIELD')}   ${terminal(words, { limit })}: ${UNKNOWN_LIVE}\n`,
  )
  return lines.join('')
}

/** Writes both values on one line if they fit, else one below the other. */
function differenceLines(change: FieldChange): readonly string[] {
  const words = fieldWords(change)
  const [old, now] = [printable(words.before ?? ''), printable(words.after ?? '')]
  const label = printable(fieldLabel(words))
  if (words.before === null) return [`+ ${label}   ${now}`]
  if (words.after === null) return [`- ${label}   ${old}`]
  const line = `~ ${label}   ${differenceText(words)}`
  return line.length <= 100 ? [line] : [`~ ${label}`, `    ${old}`, `  → ${now}`]
}
