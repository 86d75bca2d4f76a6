import pc from 'picocolors'
import { lintText } from '../../media/lint-text.ts'
import { printable } from '../../words/printable.ts'
import type { Translation } from '../translate.ts'

export interface TranslationTextOptions {
  /** The file as it was written. */
  readonly text: string
  readonly color: boolean
  readonly columns: number
}

/** The file, what lint says of it, what the words left open. */
export function translationText(
  { file, spec, open, findings }: Translation,
  { text, color, columns }: TranslationTextOptions,
): string {
  const { bold, dim } = pc.createColors(color)
  const count = spec.policies.length === 1 ? '1 rule' : `${spec.policies.length} rules`
  const shown = text.trimEnd().split('\n')
  const outcome = { files: 1, policies: 1, findings, guardrails: [] }
  const linted = lintText(outcome, { color, columns, textOf: () => text, pathOf: (path) => path })
  return [
    `${bold('wrote')} ${printable(file)}: ${count}`,
    '',
    ...shown.map((line) => dim(`  ${printable(line)}`)),
    '',
    linted.trimEnd(),
    ...(open.length === 0 ? [] : ['', bold('the words left open')]),
    ...open.map(({ message }) => `  ${printable(message)}`),
    '',
  ].join('\n')
}
