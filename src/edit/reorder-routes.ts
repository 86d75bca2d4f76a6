/** Moves routes into the wanted order, with the comments on and directly above them: the order of routes may matter. */
import { isSeq } from 'yaml'
import { pairsOfRoutes } from './align-items.ts'
import { attachedStart } from './block-edits.ts'
import { lineEnd } from './lines.ts'
import { applyEdits } from './text-edit.ts'
import { itemsOf, meaningOf, pairOf, type YamlDocument, type YamlItem, type YamlList } from './yaml-source.ts'

export function reorderRoutes(text: string, document: YamlDocument, wanted: unknown): string {
  const list = pairOf(pairOf(document.contents, 'spec')?.value ?? null, 'approvals')?.value
  if (!isSeq(list) || !Array.isArray(wanted)) return text
  const items = itemsOf(list as YamlList)
  const current = items.map(({ node }) => meaningOf(node, document))
  const order = pairsOfRoutes(current, wanted)
    .toSorted(([, a], [, b]) => a - b)
    .map(([from]) => from)
  const spans = items.map((item) => (list.flow === true ? item : linesOf(text, item)))
  const slots = order.toSorted((a, b) => a - b)
  const edits = slots.flatMap((slot, index) => {
    const [from, to] = [spans[order[index] ?? slot], spans[slot]]
    return from === undefined || to === undefined || from === to
      ? []
      : [{ start: to.start, end: to.end, text: text.slice(from.start, from.end) }]
  })
  return applyEdits(text, edits)
}

function linesOf(text: string, { start, end }: YamlItem): { start: number; end: number } {
  return { start: attachedStart(text, start), end: lineEnd(text, text[end - 1] === '\n' ? end - 1 : end) }
}
