/** A diff as Markdown, safe whatever names and values hold. */
import type { GuardrailResult } from '../access/questions/guardrail.ts'
import type { FieldChange } from '../change/field-changes.ts'
import { absentWords, valueWords } from '../words/field-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { type DiffResult, summaryText } from './diff-text.ts'
import { guardrailsMarkdown } from './guardrails-markdown.ts'
import { code, fenced } from './markdown-text.ts'
import { type RegionsMarkdownOptions, regionsMarkdown } from './regions-markdown.ts'

export interface DiffMarkdownOptions extends RegionsMarkdownOptions {
  readonly guardrails: readonly GuardrailResult[]
  readonly reading: number
}

export function diffMarkdown(diff: DiffResult, options: DiffMarkdownOptions): string {
  const parts = [
    `## ${code(diff.from)} → ${code(diff.to)}\n`,
    diff.access.length === 0 ? 'No request is decided otherwise.\n' : regionsMarkdown(diff.access, options),
    guardrailsMarkdown(options.guardrails, options),
    changesMarkdown(diff),
    `<sub>${summaryText(diff)} · reading ${options.reading}</sub>\n`,
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function changesMarkdown({ changes }: DiffResult): string {
  if (changes.length === 0) return ''
  const lines = inNaturalOrder(changes, ({ policy }) => policy).flatMap(({ policy, kind, fields }) => [
    `${{ added: '+', removed: '-', changed: ' ' }[kind]} ${policy}`,
    ...fields.flatMap(fieldLines),
  ])
  return `<details><summary><b>Fields</b></summary>\n\n${fenced('diff', lines)}\n</details>\n`
}

function fieldLines({ path, before, after }: FieldChange): readonly string[] {
  const [old, now] = [before ?? absentWords(path), after ?? absentWords(path)]
  return [
    ...(old === null ? [] : [`-   ${path}: ${valueWords(old)}`]),
    ...(now === null ? [] : [`+   ${path}: ${valueWords(now)}`]),
  ]
}
