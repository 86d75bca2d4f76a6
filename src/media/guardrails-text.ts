/** Prints guardrails on a terminal: broken ones with an example request, and those that are not proven. */
import pc from 'picocolors'
import type { GuardrailVerdict } from '../access/questions/guardrail.ts'
import {
  assumptionWords,
  type GuardrailNote,
  type GuardrailNoteOptions,
  guardrailCount,
  guardrailNotes,
  type NotedGuardrail,
} from '../words/guardrail-words.ts'
import { printable } from '../words/printable.ts'
import { terminal } from './terminal.ts'

export interface GuardrailsTextOptions extends GuardrailNoteOptions {
  readonly color: boolean
}

/** The most guardrails of one kind that are named; the others are counted. */
const NAMES = 4
const INDENT = ' '.repeat(12)
const MARKS: Readonly<Record<GuardrailVerdict, string>> = {
  violated: '✗ BROKEN',
  'matches-nothing': '✗ NO MATCH',
  unproven: '? UNPROVEN',
  proven: '✓ PROVEN',
}

/** @returns the section with its heading, which ends in a line break; '' if there are no guardrails. */
export function guardrailsText(results: readonly NotedGuardrail[], options: GuardrailsTextOptions): string {
  if (results.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  const notes = guardrailNotes(results, options)
  const assumed = assumptionWords(results)
  const heading = [
    `${bold('GUARDRAILS')}   ${guardrailCount(results)}`,
    ...assumed.map(
      (words) => ' '.repeat(13) + terminal(words, { limit: options.verbose ? Infinity : NAMES }),
    ),
  ].join('\n')
  return `${[heading, ...notes.map((note) => noteText(note, options))].join('\n\n')}\n`
}

function noteText({ name, verdict, facts }: GuardrailNote, { color }: GuardrailsTextOptions): string {
  const { red, yellow, green, bold } = pc.createColors(color)
  const paint = { violated: red, 'matches-nothing': red, unproven: yellow, proven: green }[verdict]
  const mark = MARKS[verdict]
  const head = `${paint(mark)}${' '.repeat(INDENT.length - mark.length)}${bold(printable(name))}`
  return [head, ...facts.map((fact) => INDENT + terminal(fact))].join('\n')
}
