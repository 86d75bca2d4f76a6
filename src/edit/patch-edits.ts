/** Turns a patch into edits of the text. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Span } from '../parse/node.ts'
import type { Level } from '../policy/fields.ts'
import { groupBy } from '../policy/group-by.ts'
import { type Addition, blockAddition, blockRemovals, type Parts } from './block-edits.ts'
import { flowAddition, flowRemovals } from './flow-edits.ts'
import { columnOf, indentOf, lineEnd, startsLine } from './lines.ts'
import type { AddedEntry, AddedItem, FieldsPatch, ItemsPatch, Patch } from './patch.ts'
import { scalarText } from './scalar-text.ts'
import { examplesUnder, quoteOf, type Style } from './style.ts'
import type { TextEdit } from './text-edit.ts'
import { blockEntry, blockItem, inlineEntry, inlineValue, type Writing } from './write-value.ts'
import {
  isUnwritten,
  itemsOf,
  keyOf,
  pairEnd,
  pairStart,
  type YamlFields,
  type YamlList,
  type YamlNode,
  type YamlPair,
} from './yaml-source.ts'

/** Changes and additions are kept apart: if both touch one line, they must be made one after the other. */
export interface PatchEdits {
  readonly changes: readonly TextEdit[]
  readonly additions: readonly TextEdit[]
}

interface Scope {
  readonly text: string
  /** The level of the object that is edited, or of the objects in the list. */
  readonly level: Level | null
  readonly style: Style
  /** Nodes beside the edited one: examples for the layout of new entries. */
  readonly siblings: readonly YamlNode[]
  readonly isFlow: boolean
}

/** Makes the edits of an entry's value. */
export function entryEdits(pair: YamlPair, patch: Patch, scope: Scope): PatchEdits {
  const { text, level, style, isFlow } = scope
  if (patch.kind !== 'replace') return nodeEdits(patch, scope)
  const scalar = scalarEdit(pair.value, patch.value, scope)
  if (scalar !== null) return scalar
  const start = pairStart(pair)
  const span = withoutLineEnd(text, { start, end: pairEnd(pair) })
  const examples = isCollectionNode(pair.value) ? [pair.value] : []
  const writing: Writing = { source: text, level, style, examples }
  const written = isFlow
    ? `${inlineEntry(keyOf(pair), patch.value, { ...writing, examples: scope.siblings, isFlow, indent: indentOf(text, start) })}`
    : blockEntry(keyOf(pair), patch.value, columnOf(text, start), writing)
  return { changes: [{ ...span, text: written }], additions: [] }
}

/** Replaces the text of a scalar. null if the value or the node is no plain scalar. An alias needs no edit: settleAliases left only those that follow their anchor. */
function scalarEdit(node: YamlNode | null, value: unknown, { style, isFlow }: Scope): PatchEdits | null {
  if (isAlias(node)) return NOTHING
  if (!isScalar(node) || isUnwritten(node) || isCollection(value) || isBlockScalar(node.type)) return null
  const [start, end] = node.range
  const quote = quoteOf(node) ?? 'plain'
  const text = scalarText(value as string, { quote, isFlow, isJson: style.isJson })
  return { changes: [{ start, end, text }], additions: [] }
}

const NOTHING: PatchEdits = { changes: [], additions: [] }

function nodeEdits(patch: Patch, scope: Scope): PatchEdits {
  switch (patch.kind) {
    case 'keep':
    case 'replace':
      return NOTHING
    case 'fields':
      return fieldsEdits(patch, scope)
    case 'items':
      return itemsEdits(patch, scope)
  }
}

function fieldsEdits(patch: FieldsPatch, scope: Scope): PatchEdits {
  const { level, node, entries } = patch
  const isFlow = node.flow === true
  const inner = node.items.map((pair, index) => {
    const entry = entries[index]
    return entry ? entryEdits(pair, entry, { ...scope, level, isFlow }) : NOTHING
  })
  const spans = node.items.map((pair) => ({ start: pairStart(pair), end: pairEnd(pair) }))
  const column = columnOf(scope.text, spans[0]?.start ?? 0)
  const indent = indentOf(scope.text, spans[0]?.start ?? 0)
  const write = ({ key, value }: AddedEntry): string => {
    const writing = { source: scope.text, level, style: scope.style, examples: scope.siblings }
    return isFlow
      ? inlineEntry(key, value, { ...writing, isFlow, indent })
      : blockEntry(key, value, column, { ...writing, examples: examplesUnder(scope.siblings, key) })
  }
  const additions = groupAdditions(patch.added, write)
  return structureEdits(scope, { range: node.range, isFlow, spans, parts: entries, inner, additions })
}

function itemsEdits(patch: ItemsPatch, scope: Scope): PatchEdits {
  const { level, node, items } = patch
  const isFlow = node.flow === true
  const written = itemsOf(node)
  const examples = written.filter((_, index) => items[index] !== null).map((item) => item.node)
  const within: Scope = {
    ...scope,
    level,
    isFlow,
    siblings: examples.length > 0 ? examples : written.map((item) => item.node),
  }
  const inner = written.map((item, index) => {
    const part = items[index]
    return part ? itemEdits(item, part, within) : NOTHING
  })
  const start = written[0]?.start ?? node.range[0]
  const writing = { source: scope.text, level, style: scope.style, examples: within.siblings }
  const write = ({ value }: AddedItem): string =>
    isFlow
      ? inlineValue(value, { ...writing, isFlow, indent: indentOf(scope.text, start) })
      : blockItem(value, columnOf(scope.text, start), writing)
  const additions = groupAdditions(patch.added, write)
  return structureEdits(scope, { range: node.range, isFlow, spans: written, parts: items, inner, additions })
}

function itemEdits(item: Span & { readonly node: YamlNode }, patch: Patch, scope: Scope): PatchEdits {
  const { text, level, style, isFlow, siblings } = scope
  if (patch.kind !== 'replace') return nodeEdits(patch, scope)
  const scalar = scalarEdit(item.node, patch.value, scope)
  if (scalar !== null) return scalar
  const writing = { source: text, level, style, examples: siblings }
  const written = isFlow
    ? inlineValue(patch.value, { ...writing, isFlow, indent: indentOf(text, item.start) })
    : blockItem(patch.value, columnOf(text, item.start), writing)
  return { changes: [{ ...withoutLineEnd(text, item), text: written }], additions: [] }
}

interface Structure {
  readonly range: readonly [start: number, end: number, nodeEnd: number]
  readonly isFlow: boolean
  readonly spans: readonly Span[]
  readonly parts: readonly (Patch | null)[]
  readonly inner: readonly PatchEdits[]
  readonly additions: readonly Addition[]
}

function structureEdits(scope: Scope, structure: Structure): PatchEdits {
  const { range, isFlow, spans, inner, additions } = structure
  const { text, style } = scope
  const [first] = additions
  if (first !== undefined && structure.parts.every((part) => part === null) && spans.length > 0)
    return renewal(scope, structure, first.texts)
  const parts: Parts = { text, spans, isGone: (index) => structure.parts[index] === null }
  const close = range[1] - 1
  const removals = isFlow
    ? flowRemovals(parts, close, (index) => additions.some(({ after }) => after === index))
    : blockRemovals(parts)
  const padding = text[range[0]] === '{' ? style.padding : ''
  const place = { open: range[0], close, newline: style.newline, space: style.space, padding }
  const column = columnOf(text, spans[0]?.start ?? 0)
  const added = additions.flatMap((addition) =>
    isFlow
      ? flowAddition(parts, addition, place)
      : [blockAddition(parts, addition, { column, newline: style.newline })],
  )
  return {
    changes: [...inner.flatMap(({ changes }) => changes), ...removals],
    additions: [...inner.flatMap((one) => one.additions), ...added],
  }
}

/** If no part stays, the new parts replace the first one, so that the collection is never empty. */
function renewal({ text, style }: Scope, structure: Structure, texts: readonly string[]): PatchEdits {
  const { spans, isFlow, range } = structure
  const [first] = spans
  if (first === undefined) return NOTHING
  const { start, end } = withoutLineEnd(text, first)
  const parts: Parts = { text, spans, isGone: (index) => index > 0 }
  const line = style.newline + ' '.repeat(columnOf(text, start))
  if (!isFlow)
    return {
      changes: [{ start, end: lineEnd(text, end), text: texts.join(line) }, ...blockRemovals(parts)],
      additions: [],
    }
  const separator = startsLine(text, start) ? `,${style.newline}${indentOf(text, start)}` : `,${style.space}`
  const renewed = { start, end, text: texts.join(separator) }
  return { changes: [renewed, ...flowRemovals(parts, range[1] - 1, () => false)], additions: [] }
}

function groupAdditions<Added extends { readonly after: number }>(
  added: readonly Added[],
  write: (one: Added) => string,
): readonly Addition[] {
  const groups = groupBy(added, ({ after }) => after)
  return [...groups].map(([after, group]) => ({ after, texts: group.map(write) }))
}

/** Excludes the line end from a block scalar's span, so that a replacement keeps it. */
function withoutLineEnd(text: string, { start, end }: Span): Span {
  if (text[end - 1] !== '\n') return { start, end }
  return { start, end: text[end - 2] === '\r' ? end - 2 : end - 1 }
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isCollectionNode(node: YamlNode | null): node is YamlFields | YamlList {
  return isMap(node) || isSeq(node)
}

function isBlockScalar(type: string | undefined): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
}
