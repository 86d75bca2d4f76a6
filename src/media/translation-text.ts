import pc from 'picocolors'
import type { TranslateAnswer } from '../answers/translate.ts'
import { count } from '../diagnostic/count.ts'
import { sharedLines } from '../words/effect-words.ts'
import { printable } from '../words/printable.ts'
import { lintText } from './lint-text.ts'
import type { Look } from './printed.ts'

/** Prints the written file, its findings, and the points that the words left open. */
export function translationText(
  { document, view }: TranslateAnswer,
  { color, columns, verbose, quiet }: Pick<Look, 'color' | 'columns' | 'verbose' | 'quiet'>,
): string {
  const { bold, dim } = pc.createColors(color)
  const { file, spec, open, findings } = document
  const { text, errors } = view
  const shown = text.trimEnd().split('\n')
  const outcome = { files: 1, policies: 1, findings, guardrails: [] }
  const linted = lintText(outcome, {
    color,
    columns,
    verbose,
    quiet,
    textOf: () => text,
    pathOf: (path) => path,
  })
  const refused = `plan and apply refuse the files until ${errors === 1 ? 'this error is' : 'these errors are'} fixed`
  return [
    `${bold('wrote')} ${printable(file)}: ${count(spec.policies.length, 'rule')}`,
    '',
    ...shown.map((line) => dim(`  ${printable(line)}`)),
    '',
    linted.trimEnd(),
    ...sharedLines(document.shared),
    ...(errors === 0 ? [] : [refused]),
    ...(open.length === 0 ? [] : ['', bold('the words left open')]),
    ...open.map(({ message }) => `  ${printable(message)}`),
    '',
  ].join('\n')
}
