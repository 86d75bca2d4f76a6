/** Guardrails as Markdown, safe whatever names and URLs hold. */
import type { GuardrailVerdict } from '../access/questions/guardrail.ts'
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

const WORDS: Readonly<Record<GuardrailVerdict, string>> = {
  violated: 'is broken',
  'matches-nothing': 'guards nothing',
  unproven: 'holds, but not under every reading',
  proven: 'is proven',
}

/** A block that ends in a line break; '' where there are no guardrails. */
export function guardrailsMarkdown(
  results: readonly NotedGuardrail[],
  options: GuardrailNoteOptions,
): string {
  if (results.length === 0) return ''
  const items = guardrailNotes(results, options).map(
    ({ name, verdict, facts }) =>
      `- ${code(name)} ${WORDS[verdict]}: ${facts.map((fact) => markdown(fact)).join(' · ')}`,
  )
  const assumed = assumptionWords(results)
  const heading = [
    `Guardrails **${guardrailCount(results)}**`,
    ...assumed.map((words) => markdown(words, { limit: options.verbose ? Infinity : NAMES })),
  ].join(' · ')
  return `${[heading, ...(items.length === 0 ? [] : ['', ...items])].join('\n')}\n`
}
