/** Edits of a policy's nodes, for fixes. */

import { isTextEverywhere } from '../parse/ambiguous-scalar.ts'
import { IGNORE_MARK } from '../parse/ignores.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Edit } from './edits.ts'

/** Replaces the text of a node; null if it was not written. */
export function replaceNode(policy: ParsedPolicy, path: NodePath, text: string): Edit | null {
  const node = policy.nodeAt(path)
  return node === null ? null : { file: policy.file, start: node.start, end: node.end, text }
}

/**
 * Deletes an item of a list: its lines if it is alone on them; in brackets the item
 * and a comma. Comments above it stay, since they may be about the next item.
 *
 * @param text of the whole file.
 * @returns null for the only item of a list, for a layout in which it is not clear what to delete, and in files with anchors.
 */
export function deleteItem(policy: ParsedPolicy, path: NodePath, text: string): Edit | null {
  if (hasAnchor(text)) return null
  const list = policy.nodeAt(path.slice(0, -1))
  const index = path.at(-1)
  if (list?.kind !== 'list' || typeof index !== 'number' || list.items.length < 2) return null
  const item = list.items[index]
  if (item === undefined) return null
  const range = text[list.start] === '[' ? flowItem(list.items, index, text) : blockItem(item, text)
  return range === null ? null : { file: policy.file, ...range, text: '' }
}

/**
 * A node with an anchor may appear in other places through aliases, so an edit of it
 * would change these too.
 */
const HAS_ANCHOR = /(?:^|[\s[{,])&[^\s[\]{},]/

/** The last text: many findings in a row ask about the same one. */
let latest: { readonly text: string; readonly hasAnchor: boolean } | null = null

function hasAnchor(text: string): boolean {
  if (latest?.text !== text) latest = { text, hasAnchor: HAS_ANCHOR.test(text) }
  return latest.hasAnchor
}

interface Range {
  readonly start: number
  readonly end: number
}

function blockItem(item: Range, text: string): Range | null {
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1
  const newline = text.indexOf('\n', item.end)
  const end = newline === -1 ? text.length : newline + 1
  const isAlone =
    /^ *- +$/.test(text.slice(lineStart, item.start)) &&
    /^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(item.end, end))
  return isAlone ? { start: startWithIgnores(text, lineStart), end } : null
}

/**
 * A policyctl-ignore comment of this item must not apply to the next one: from the
 * first such comment above the item on, comments are deleted with it.
 */
function startWithIgnores(text: string, itemStart: number): number {
  let start = itemStart
  for (let lineEnd = itemStart; lineEnd > 0; ) {
    const lineStart = text.lastIndexOf('\n', lineEnd - 2) + 1
    const line = text.slice(lineStart, lineEnd)
    if (!/^[ \t]*#/.test(line)) break
    if (line.includes(IGNORE_MARK)) start = lineStart
    lineEnd = lineStart
  }
  return start
}

/** The range of an item with the comma behind it; for the last item with the comma before it. */
function flowItem(items: readonly Range[], index: number, text: string): Range | null {
  const item = items[index]
  const next = items[index + 1]
  const before = items[index - 1]
  if (item === undefined) return null
  const range =
    next !== undefined
      ? { start: item.start, end: next.start }
      : { start: before?.end ?? item.start, end: item.end }
  return text.slice(range.start, range.end).includes('#') ? null : range
}

/** A text that needs no quotes in a YAML flow list, and no escapes in JSON. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_-]*$/

/**
 * Adds texts to the end of a list, in the layout that it has.
 *
 * @returns null if they would need quotes, if the layout does not show how to add them, and in files with anchors.
 */
export function addItems(
  policy: ParsedPolicy,
  path: NodePath,
  { items, text }: { items: readonly string[]; text: string },
): Edit | null {
  const list = policy.nodeAt(path)
  const last = list?.kind === 'list' ? list.items.at(-1) : undefined
  if (list === null || last === undefined) return null
  if (policy.file.toLowerCase().endsWith('.json') || hasAnchor(text)) return null
  if (!items.every((item) => PLAIN.test(item) && isTextEverywhere(item))) return null
  if (text[list.start] === '[')
    return {
      file: policy.file,
      start: last.end,
      end: last.end,
      text: items.map((item) => `, ${item}`).join(''),
    }
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1
  const newline = text.indexOf('\n', last.end)
  const dash = text.slice(lineStart, last.start)
  if (newline === -1 || !/^ *- +$/.test(dash)) return null
  const lineEnd = text[newline - 1] === '\r' ? '\r\n' : '\n'
  const at = newline + 1 - lineEnd.length
  return { file: policy.file, start: at, end: at, text: items.map((item) => lineEnd + dash + item).join('') }
}
