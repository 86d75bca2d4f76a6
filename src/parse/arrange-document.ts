/** Puts the nodes of a YAML document into their canonical order and style, in place. */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { type Level, levelBelow, rankOf } from '../policy/fields.ts'
import { formOf, LEVEL_OF_FORM } from './form.ts'
import { commentToLift, keepTrailingComments, liftIgnores } from './trailing-comments.ts'

/** About how many columns a flow collection may fill: one that the author wrote (kept), and a block list that becomes a flow list (made). */
const FLOW_WIDTH = { kept: 96, made: 72 }

/** @param text that the document was parsed from, without CRLF. */
export function arrange(document: Document, text: string): void {
  const { contents } = document
  visit(document, { Collection: (_key, collection) => keepTrailingComments(collection, text) })
  // An alias must not come before its anchor, so nothing is moved where there are any.
  if (isMap(contents)) arrangeMap(contents, levelOf(contents), { text, mayMove: !hasAliases(document) })
}

/** Levels that are always written in block style; a short mapping of another level may stay in flow style. */
const ALWAYS_BLOCK: ReadonlySet<Level | null> = new Set<Level>([
  ...Object.values(LEVEL_OF_FORM),
  'spec',
  'policyBinding.spec',
  'rule',
  'route',
])
const DOCUMENTS: ReadonlySet<Level | null> = new Set<Level>(Object.values(LEVEL_OF_FORM))

function levelOf(contents: YAMLMap): Level {
  const [kind, apiVersion, metadata] = ['kind', 'apiVersion', 'metadata'].map((key) => contents.get(key))
  return LEVEL_OF_FORM[formOf({ kind, apiVersion, metadata })]
}

interface Setting {
  readonly text: string
  readonly mayMove: boolean
}

function hasAliases(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
    },
  })
  return found
}

function arrangeMap(map: YAMLMap, level: Level | null, setting: Setting): void {
  if (setting.mayMove) sortKeys(map, level, setting.text)
  const [first] = map.items
  if (!DOCUMENTS.has(level) && isNode(first?.key)) first.key.spaceBefore = false
  for (const { key, value } of map.items) {
    const below = levelBelow(level, keyText(key))
    if (isNode(value)) value.spaceBefore = false
    const lift = isCollection(value) ? commentToLift(value) : null
    if (isMap(value)) arrangeMap(value, below, setting)
    else if (isSeq(value)) arrangeSeq(value, below, setting)
    if (isNode(key)) lift?.(key)
  }
  map.flow = !ALWAYS_BLOCK.has(level) && map.flow === true && fits(map, FLOW_WIDTH.kept)
  padBrackets(map, ' ')
}

function arrangeSeq(seq: YAMLSeq, level: Level | null, setting: Setting): void {
  const [first] = seq.items
  if (isNode(first)) first.spaceBefore = false
  for (const item of seq.items) {
    const lift = isCollection(item) ? commentToLift(item) : null
    if (isMap(item)) arrangeMap(item, level, setting)
    else if (isSeq(item)) arrangeSeq(item, null, setting)
    if (isNode(item)) lift?.(item)
  }
  const width = seq.flow === true ? FLOW_WIDTH.kept : FLOW_WIDTH.made
  seq.flow = seq.items.length === 0 || (seq.items.every(isScalar) && fits(seq, width))
  padBrackets(seq, '')
}

/** Sets the padding of one collection, [GET, POST] or { groups: [a] }: the printer has one setting for lists and mappings. */
function padBrackets(collection: YAMLMap | YAMLSeq, flowCollectionPadding: string): void {
  const print = collection.toString.bind(collection)
  collection.toString = (context, ...rest) => print(context && { ...context, flowCollectionPadding }, ...rest)
}

function sortKeys(map: YAMLMap, level: Level | null, text: string): void {
  const [first] = map.items
  const sorted = map.items
    .map((pair, at) => ({ pair, at }))
    .sort((a, b) => rankOf(level, keyText(a.pair.key)) - rankOf(level, keyText(b.pair.key)) || a.at - b.at)
    .map(({ pair }) => pair)
  if (sorted.every((pair, at) => pair === map.items[at])) return
  if (isItem(level) && !liftIgnores(map, sorted)) return
  map.items = sorted
  const [next] = map.items
  if (first === undefined || next === undefined || first === next) return
  if (DOCUMENTS.has(level)) moveComment(first.key, next.key)
  else if (!isItem(level) && !standsOnKeyLine(map, text)) moveComment(map, first.key)
}

/** Tells whether mappings of this level are items of a list. A comment above an item is about the whole item. */
function isItem(level: Level | null): boolean {
  return level === 'rule' || level === 'route'
}

/** Keeps a comment above the first key, whichever key that is: it is about the file or the mapping. A comment above another key moves with its key. */
function moveComment(from: unknown, to: unknown): void {
  if (!isNode(from) || !isNode(to) || !from.commentBefore) return
  to.commentBefore = [from.commentBefore, to.commentBefore].filter(Boolean).join('\n')
  from.commentBefore = null
}

/** Tells whether the comment of a mapping is on the line of the key that holds the mapping. */
function standsOnKeyLine({ range }: YAMLMap, text: string): boolean {
  const above = text
    .slice(0, range?.[0] ?? 0)
    .trimEnd()
    .split('\n')
  const comments = above.length - above.findLastIndex((line) => !/^\s*(?:#.*)?$/.test(line)) - 1
  return comments === 0 || /[^\s#].*\s#/.test(above[above.length - comments - 1] ?? '')
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : ''
}

/** Tells whether the collection can be written in flow style on one line: it is short, and has no comment in it. */
function fits(collection: YAMLMap | YAMLSeq, columns: number): boolean {
  let width = 0
  let isPlain = true
  visit(collection, (_key, node) => {
    if (isPair(node)) return
    if (!isNode(node)) return
    if (node !== collection && (node.comment || node.commentBefore || node.spaceBefore)) isPlain = false
    if (isCollection(node)) width += 4
    else if (isScalar(node)) {
      const text = String(node.source ?? node.value)
      if (text.includes('\n')) isPlain = false
      width += text.length + 2
    }
  })
  // A comment behind a closing bracket stays there. One below the last item of a block list has no place in brackets.
  return isPlain && width <= columns && (collection.flow === true || !collection.comment)
}
