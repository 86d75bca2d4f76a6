import type { FormatAnswer, FormattedFile } from '../answers/format.ts'
import { printable } from '../words/printable.ts'

/** Lists files that were formatted, or would be; the last line counts. */
export function formatText({ view: { files, isCheck } }: FormatAnswer): string {
  const verb = isCheck ? 'would format' : 'formatted'
  const count = (wanted: FormattedFile['kind']): number => files.filter(({ kind }) => kind === wanted).length
  const lines = files.flatMap(({ path, kind }) =>
    kind === 'formatted' ? [`${verb} ${printable(path)}\n`] : [],
  )
  const left =
    count('left') === 0 ? '' : `, left ${count('left')} as ${count('left') === 1 ? 'it is' : 'they are'}`
  return `${lines.join('')}${verb} ${count('formatted')}, unchanged ${count('same')}${left}\n`
}

/** Lists files that are left as they are, each with its reason. */
export function formatNotes({ view: { files } }: FormatAnswer): string {
  const left = files.filter(({ kind }) => kind === 'left')
  return left.map(({ path, reason }) => `left ${printable(path)}: ${printable(reason)}\n`).join('')
}
