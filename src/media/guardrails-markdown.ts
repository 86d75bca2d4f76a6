/** Writes guardrails as Markdown, safe for any names and URLs. */
import {
  assumptionWords,
  type GuardrailNoteOptions,
  guardrailCount,
  guardrailNotes,
  type NotedGuardrail,
} from '../words/guardrail-words.ts'
import { markdown } from './markdown.ts'
import { code } from './markdown-text.ts'

/** The most guardrails of one kind that are named; the others are counted. */
const NAMES = 4

/** @returns a block that ends in a line break; '' if there are no guardrails. */
export function guardrailsMarkdown(
  results: readonly NotedGuardrail[],
  options: GuardrailNoteOptions,
): string {
  if (results.length === 0) return ''
  const items = guardrailNotes(results, options).map(
    ({ name, standing, facts }) =>
      `- ${code(name)} ${standing}: ${facts.map((fact) => markdown(fact)).join(' · ')}`,
  )
  const assumed = assumptionWords(results)
  const heading = [
    `Guardrails **${guardrailCount(results)}**`,
    ...assumed.map((words) => markdown(words, { limit: options.verbose ? Infinity : NAMES })),
  ].join(' · ')
  return `${[heading, ...(items.length === 0 ? [] : ['', ...items])].join('\n')}\n`
}
