/** A diff on a terminal: what it does to the agents before what was written. */
import pc from 'picocolors'
import type { Region } from '../access/model/region.ts'
import type { GuardrailResult } from '../access/questions/guardrail.ts'
import type { FieldChange } from '../change/field-changes.ts'
import { absentWords, valueWords } from '../words/field-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { guardrailsText } from './guardrails-text.ts'
import { type RegionsTextOptions, regionsText } from './regions-text.ts'

export interface DiffResult {
  readonly from: string
  readonly to: string
  readonly changes: readonly {
    readonly policy: string
    readonly kind: 'added' | 'removed' | 'changed'
    readonly fields: readonly FieldChange[]
  }[]
  readonly access: readonly Region[]
}

export interface DiffTextOptions extends RegionsTextOptions {
  readonly guardrails: readonly GuardrailResult[]
  /** Number of the reading of the model that the comparison rests on. */
  readonly reading: number
}

export function diffText(diff: DiffResult, options: DiffTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const parts = [
    `${bold(printable(`${diff.from} → ${diff.to}`))}\n`,
    regionsText(diff.access, options),
    guardrailsText(options.guardrails, options),
    changesText(diff, options),
    `${summaryText(diff)}; reading ${options.reading}\n`,
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** `2 added, 1 changed, 1 removed`. */
export function summaryText({ changes }: DiffResult): string {
  const counts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const number = changes.filter((change) => change.kind === kind).length
    return number === 0 ? [] : [`${number} ${kind}`]
  })
  return counts.length === 0 ? 'no policy differs' : `policies: ${counts.join(', ')}`
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const

function changesText({ changes }: DiffResult, { color }: DiffTextOptions): string {
  if (changes.length === 0) return ''
  const { bold, green, red, yellow } = pc.createColors(color)
  const paint = { added: green, removed: red, changed: yellow }
  const blocks = inNaturalOrder(changes, ({ policy }) => policy).flatMap(({ policy, kind, fields }) => [
    `${paint[kind](SIGNS[kind])} ${bold(printable(policy))}`,
    ...fields.flatMap((field) => fieldLines(field).map((line) => `    ${line}`)),
  ])
  return `${[bold('CHANGES'), '', ...blocks].join('\n')}\n`
}

/** Side by side where that fits a line, else one below the other. */
function fieldLines({ path, before, after }: FieldChange): readonly string[] {
  const absent = absentWords(path)
  const words = (value: unknown): string => printable(valueWords(value ?? absent))
  const [old, now] = [words(before), words(after)]
  const label = printable(path)
  if (before === null && absent === null) return [`+ ${label}   ${now}`]
  if (after === null && absent === null) return [`- ${label}   ${old}`]
  const line = `~ ${label}   ${old} → ${now}`
  return line.length <= 100 ? [line] : [`~ ${label}`, `    ${old}`, `  → ${now}`]
}
