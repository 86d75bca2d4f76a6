/** Writes a diff as Markdown, safe for any names and values. */
import { READING } from '../access/model/reading.ts'
import type { DiffAnswer, DiffDocument, DiffView } from '../answers/diff.ts'
import { isPartial } from '../answers/is-partial.ts'
import { bindingsBehind, DOCUMENTS_DIFFER } from '../words/binding-words.ts'
import { namesBetweenWords } from '../words/cause-words.ts'
import { fieldLabel, fieldLines, fieldWords } from '../words/field-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { recordNotes } from '../words/record-words.ts'
import { toolsBehind } from '../words/tool-words.ts'
import { AS_FAR, notComparedWords } from '../words/uncompared-words.ts'
import { UNKNOWN_LIVE, unknownFieldWords } from '../words/unknown-field-words.ts'
import { summaryText } from './diff-text.ts'
import { guardrailsMarkdown } from './guardrails-markdown.ts'
import { markdown } from './markdown.ts'
import { code, fenced } from './markdown-text.ts'
import { regionsMarkdown, withoutToolMarkdown } from './regions-markdown.ts'

export interface DiffMarkdownOptions {
  readonly verbose: boolean
}

export function diffMarkdown({ document: diff, view }: DiffAnswer, options: DiffMarkdownOptions): string {
  const { causesOf, guardrails } = view
  const withoutTool = withoutToolMarkdown(diff)
  const parts = [
    `## ${code(diff.from)} → ${code(diff.to)}\n`,
    diff.mapped.length === 0 ? '' : `${markdown(namesBetweenWords(diff.mapped))}\n`,
    notCompared(diff, view),
    diff.access.length === 0
      ? `Every request is decided as before${isPartial(diff) ? `, ${AS_FAR}` : ''}.\n`
      : regionsMarkdown(diff.access, { ...options, causesOf }),
    withoutTool === '' ? '' : `${withoutTool}\n`,
    recordNotes(diff)
      .map(({ title, policies, meaning }) => `**${title}** ${markdown([policies])}: ${meaning}\n`)
      .join('\n'),
    diff.bindingsDiffer ? `**Bindings** ${DOCUMENTS_DIFFER}\n` : '',
    guardrailsMarkdown(guardrails, options),
    changesMarkdown(diff),
    unknownFieldWords(diff.unknownFields)
      .map((words) => `**Unknown field** ${markdown(words)}: ${UNKNOWN_LIVE}\n`)
      .join('\n'),
    `<sub>${summaryText(diff, view)} · reading ${READING}${bindingsBehind(diff.bindings)}${toolsBehind(diff)}</sub>\n`,
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function notCompared({ unreadable, uncompared }: DiffDocument, { errors }: Pick<DiffView, 'errors'>): string {
  return notComparedWords({ unreadable, uncompared, errors })
    .map((words) => `**Not compared** ${markdown(words)}\n`)
    .join('\n')
}

function changesMarkdown({ changes }: DiffDocument): string {
  if (changes.length === 0) return ''
  const lines = inNaturalOrder(changes, ({ policy }) => policy).flatMap(({ policy, kind, fields }) => [
    `${{ added: '+', removed: '-', changed: ' ' }[kind]} ${policy}`,
    ...fields.flatMap((field) => fieldLines(field, `  ${fieldLabel(fieldWords(field))}`)),
  ])
  return `<details><summary><b>Fields</b></summary>\n\n${fenced('diff', lines)}\n</details>\n`
}
