/**
 * Reads `# policyctl-ignore <check>: reason`. Above an item, or at the end of its
 * first or last line, it silences one check on that item and on no other.
 */
import type { Place } from '../diagnostic/place.ts'
import { groupBy } from '../policy/group-by.ts'
import { commentsIn } from './comments.ts'
import { type Item, itemsIn, ruleOf } from './items.ts'
import type { NodePath, Span } from './node.ts'
import { readDocuments } from './parse-policy-file.ts'
import { BYTE_ORDER_MARK, type Source, sourceOf } from './source.ts'

export interface Ignore {
  readonly place: Place
  readonly check: string
  /** '' if none was given. */
  readonly reason: string
  /** The line that it applies to. */
  readonly line: number
  /** The item that it applies to; null if there is none, or if it is not clear which. */
  readonly item: IgnoredItem | null
}

export interface IgnoredItem {
  readonly place: Place
  /** The index of the document in its file; empty documents do not count. */
  readonly document: number
  readonly path: NodePath
}

export const IGNORE_MARK = 'policyctl-ignore'
const IGNORE_COMMENT = /^#[ \t]*policyctl-ignore\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*?)[ \t]*$/

/** @param file its extension decides between YAML and JSON, which has no comments. */
export function ignoresIn({
  file,
  text,
}: {
  readonly file: string
  readonly text: string
}): readonly Ignore[] {
  // Most files have no such comment, and need no second reading.
  if (!text.includes(IGNORE_MARK) || file.toLowerCase().endsWith('.json')) return []
  const source = sourceOf(file, text)
  let layout: Layout | null = null
  return commentsIn(text).flatMap((span) => {
    const [, check, reason] = IGNORE_COMMENT.exec(text.slice(span.start, span.end)) ?? []
    if (check === undefined || reason === undefined) return []
    layout ??= layoutOf(source)
    const place = source.placeOf(span)
    return [{ place, check, reason, ...target({ span, place }, layout) }]
  })
}

interface PlacedItem extends Item {
  readonly document: number
  readonly place: Place
}

interface Layout {
  readonly lines: readonly string[]
  /** By line, from 1. */
  readonly starting: ReadonlyMap<number, readonly PlacedItem[]>
  readonly ending: ReadonlyMap<number, readonly PlacedItem[]>
}

function layoutOf(source: Source): Layout {
  const items = readDocuments(source).documents.flatMap((root, document) =>
    itemsIn(root).map((item): PlacedItem => ({ ...item, document, place: source.placeOf(item) })),
  )
  return {
    lines: source.text.replace(BYTE_ORDER_MARK, '').split('\n'),
    starting: groupBy(items, ({ place }) => place.line),
    ending: groupBy(items, ({ place }) => place.endLine),
  }
}

function target(
  { span, place }: { readonly span: Span; readonly place: Place },
  { lines, starting, ending }: Layout,
): Pick<Ignore, 'line' | 'item'> {
  const isAlone = isComment(lines[place.line - 1])
  const line = isAlone ? lineAfterComments(lines, place.line) : place.line
  const first = starting.get(line) ?? []
  if (isAlone) return { line, item: onlyOutermost(first) }
  const before = [
    ...first.filter(({ start }) => start < span.start),
    ...(ending.get(line) ?? []).filter(({ end }) => end <= span.start),
  ]
  const rules = before.filter(({ path }) => ruleOf(path)?.length === path.length)
  const begun = before.filter((item) => item.place.line === line)
  const near = [rules, begun, before].find((found) => found.length > 0) ?? []
  return { line, item: onlyOutermost(near) }
}

/** The item that contains all the others; null if there is none, since the comment is ambiguous then. */
function onlyOutermost(items: readonly PlacedItem[]): IgnoredItem | null {
  const isWithin = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end
  const [widest] = [...items].sort((a, b) => b.end - b.start - (a.end - a.start))
  if (widest === undefined || !items.every((item) => isWithin(item, widest))) return null
  const { document, path, place } = widest
  return { document, path, place }
}

function isComment(line: string | undefined): boolean {
  return /^[ \t]*#/.test(line ?? '')
}

/** @param from number of a line, from 1, like the result. */
function lineAfterComments(lines: readonly string[], from: number): number {
  let at = from - 1
  while (at < lines.length && isComment(lines[at])) at++
  return at + 1
}
