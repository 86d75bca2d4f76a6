/** Guardrails as Markdown, safe whatever names and URLs hold. */
import {
  assumptionWords,
  type GuardrailNoteOptions,
  guardrailCount,
  guardrailNotes,
  type NotedGuardrail,
} from '../words/guardrail-words.ts'
import { markdown } from './markdown.ts'
import { code } from './markdown-text.ts'

/** More guardrails of one kind are counted. */
const NAMES = 4

/** A block that ends in a line break; '' where there are no guardrails. */
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
