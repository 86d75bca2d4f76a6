import type { RenderAnswer, RenderedPolicy } from '../answers/render.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

/** Writes a paragraph for each target: each policy, its file, the layer it replaces, and its mapped names. */
export function renderText({ document: { targets }, view: { out } }: RenderAnswer): string {
  const paragraphs = targets.map(({ target, policies }) => {
    const width = Math.max(0, ...policies.map(({ policy }) => printable(policy).length)) + 2
    const lines = policies.map((one) => `  ${printable(one.policy).padEnd(width)}${detailsOf(one)}\n`)
    return `${printable(target)}   ${count(policies.length, 'policy', 'policies')}\n${lines.join('')}`
  })
  const written = out === null ? '' : `\nwritten to ${printable(out)}, a folder for each target\n`
  return paragraphs.join('\n') + written
}

function detailsOf({ file, line, replaces, mapped }: RenderedPolicy): string {
  const parts = [
    `${file}:${line}`,
    ...(replaces === null ? [] : [`replaces ${replaces}`]),
    ...mapped.map(({ from, to }) => `${from} is ${to}`),
  ]
  return parts.map(printable).join('   ')
}
