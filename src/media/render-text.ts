import type { RenderAnswer, RenderedPolicy } from '../answers/render.ts'
import { count } from '../diagnostic/count.ts'
import { mappedWords } from '../words/cause-words.ts'
import { printable } from '../words/printable.ts'
import { terminal } from './terminal.ts'

/** Writes a paragraph for each target: each policy, its file, the layer it replaces, and its mapped names. */
export function renderText({ document: { targets }, view: { out } }: RenderAnswer): string {
  const paragraphs = targets.map(({ target, policies }) => {
    const rows = policies.map((one) => [printable(one.policy), printable(`${one.file}:${one.line}`)] as const)
    const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
    const lines = policies.map((one, at) => {
      const cells = (rows[at] ?? []).map((cell, column) => cell.padEnd(widths[column] ?? 0))
      return `  ${[...cells, detailsOf(one)].join('  ').trimEnd()}\n`
    })
    return `${printable(target)}   ${count(policies.length, 'policy', 'policies')}\n${lines.join('')}`
  })
  const written = out === null ? '' : `\nwritten to ${printable(out)}, a folder for each target\n`
  return paragraphs.join('\n') + written
}

function detailsOf({ replaces, mapped }: RenderedPolicy): string {
  const copy = replaces === null ? '' : `replaces ${printable(replaces)}`
  return `${copy}${terminal(mappedWords(mapped))}`.trimStart()
}
