/**
 * The written form of a file: nodes of the yaml package with their offsets
 * and tokens, JSON included (which is YAML in flow style for the parser).
 *
 * src/parse decides what a document means; this module finds where each part of
 * it is.
 */
import {
  type Alias,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { Uneditable } from './text-edit.ts'

export type YamlDocument = Document.Parsed
export type YamlNode = ParsedNode
export type YamlFields = YAMLMap.Parsed
export type YamlList = YAMLSeq.Parsed
export type YamlPair = Pair<ParsedNode, ParsedNode | null>

/** Documents with content, in order: the same that src/parse counts. */
export function documentsOf(text: string): readonly YamlDocument[] {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: true,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  })
  if (!Array.isArray(documents)) return []
  return documents.filter(({ contents }) => contents !== null && !isUnwritten(contents))
}

/** Tells whether a value was left out, as in `key:` alone. */
export function isUnwritten(node: YamlNode | null): boolean {
  if (node === null) return true
  return isScalar(node) && node.value === null && node.range[0] === node.range[1]
}

/** @throws Uneditable for an alias without an anchor before it. */
export function meaningOf(node: YamlNode | null, document: YamlDocument): unknown {
  if (node === null) return null
  const source = isAlias(node) ? targetOf(node, document) : node
  try {
    return source?.toJS(document, { maxAliasCount: -1 }) as unknown
  } catch (error) {
    if (error instanceof ReferenceError) throw new Uneditable(error.message)
    throw error
  }
}

export function targetOf(alias: Alias.Parsed, document: YamlDocument): YamlNode | null {
  return (alias.resolve(document) as YamlNode | undefined) ?? null
}

export function keyOf(pair: YamlPair): string {
  const { key } = pair
  if (!isScalar(key)) throw new Uneditable('a key that is not a text')
  return typeof key.value === 'string' ? key.value : (key.source ?? '')
}

export function pairOf(node: YamlNode | null, key: string): YamlPair | null {
  if (!isMap(node)) return null
  return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) ?? null
}

/** Start of a key, with its properties (anchor, tag). */
export function pairStart(pair: YamlPair): number {
  const tokens = tokensOf(pair)
  if (tokens.start.some(({ type }) => type === 'explicit-key-ind')) throw new Uneditable('an explicit key')
  return tokens.start.find(isProperty)?.offset ?? pair.key.range[0]
}

/** End of the value, without the white space and comments behind it; behind a block scalar that is the start of a line. */
export function pairEnd(pair: YamlPair): number {
  const { sep } = tokensOf(pair)
  if (sep === undefined) throw new Uneditable('a key without a value')
  return isUnwritten(pair.value) ? afterTokens(sep) : nodeEnd(pair.value)
}

/** Start of the value, with its properties; for an empty value the offset behind the colon. */
export function valueStart(pair: YamlPair): number {
  const { sep = [] } = tokensOf(pair)
  const property = sep.find(isProperty)
  return property?.offset ?? (isUnwritten(pair.value) ? afterTokens(sep) : (pair.value?.range[0] ?? 0))
}

export function nodeEnd(node: YamlNode | null): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1)
    if (last !== undefined) return pairEnd(last)
  }
  if (isSeq(node) && node.flow !== true) {
    const last = itemsOf(node as YamlList).at(-1)
    if (last !== undefined) return last.end
  }
  return node?.range[1] ?? 0
}

/** An item of a list, and its offsets with its properties and, in a block list, its dash. */
export interface YamlItem {
  readonly node: YamlNode
  readonly start: number
  readonly end: number
}

/** @throws Uneditable for items that are pairs (`[a: b]`). */
export function itemsOf(list: YamlList): readonly YamlItem[] {
  const tokens = listTokens(list)
  if (tokens.length !== list.items.length) throw new Uneditable('items that are pairs')
  return tokens.map(({ start, value }, index) => {
    const node = list.items[index] as YamlNode
    const first = start.find((token) => token.type === 'seq-item-ind' || isProperty(token))
    const end = value === undefined ? afterTokens(start) : nodeEnd(node)
    return { node, start: first?.offset ?? node.range[0], end }
  })
}

function listTokens(list: YamlList): readonly CST.CollectionItem[] {
  const token = list.srcToken as CST.BlockSequence | CST.FlowCollection | undefined
  const items: readonly CST.CollectionItem[] = token?.items ?? []
  return items.filter(({ start, key, sep, value }) => {
    if (key || sep) throw new Uneditable('items that are pairs')
    return value !== undefined || start.some((one) => one.type === 'seq-item-ind' || isProperty(one))
  })
}

function tokensOf(pair: YamlPair): CST.CollectionItem {
  const token = (pair as { srcToken?: CST.CollectionItem }).srcToken
  if (token === undefined) throw new Uneditable('a key without tokens')
  return token
}

function isProperty({ type }: CST.SourceToken): boolean {
  return type === 'anchor' || type === 'tag'
}

const SPACE: ReadonlySet<CST.SourceToken['type']> = new Set(['space', 'newline', 'comment'])

function afterTokens(tokens: readonly CST.SourceToken[]): number {
  const last = tokens.findLast(({ type }) => !SPACE.has(type))
  if (last === undefined) throw new Uneditable('a value without a place')
  return last.offset + last.source.length
}
