/** Finds how a document is written, so that new text looks like the text around it. */
import { isMap, isScalar, isSeq, visit } from 'yaml'
import { columnOf, indentOf, newlineOf } from './lines.ts'
import { Uneditable } from './text-edit.ts'
import {
  itemsOf,
  pairOf,
  pairStart,
  valueStart,
  type YamlDocument,
  type YamlFields,
  type YamlList,
  type YamlNode,
} from './yaml-source.ts'

export type Quote = 'plain' | 'single' | 'double'

export interface Style {
  readonly isJson: boolean
  readonly newline: '\n' | '\r\n'
  /** One level of indentation in flow collections of several lines. */
  readonly unit: string
  /** White space inside the braces of a map on one line. */
  readonly padding: string
  /** White space after ':' and ',' in flow collections. */
  readonly space: string
  /** Columns between a key and the dashes of its list. */
  readonly dash: number
  readonly keyQuote: Quote
}

/** The style of a new file. */
export const DEFAULT_STYLE: Style = {
  isJson: false,
  newline: '\n',
  unit: '  ',
  padding: ' ',
  space: ' ',
  dash: 2,
  keyQuote: 'plain',
}

export function styleOf(text: string, document: YamlDocument, isJson: boolean): Style {
  const found: { -readonly [key in keyof Style]?: Style[key] } = {}
  const look = (styleAt: () => Partial<Style>): void => {
    Object.assign(found, { ...seen(styleAt), ...found })
  }
  visit(document.contents, {
    Map: (_key, map) => look(() => (map.flow === true ? flowStyle : dashStyle)(text, map as YamlFields)),
    Seq: (_key, list) => {
      if (list.flow === true) look(() => unitStyle(text, list as YamlList))
    },
  })
  const keyQuote = isJson ? 'double' : quoteOf(pairOf(document.contents, 'spec')?.key ?? null)
  return { ...DEFAULT_STYLE, ...found, isJson, newline: newlineOf(text), keyQuote: keyQuote ?? 'plain' }
}

/** Ignores a node that is too unusual to edit: it is no example either. */
function seen(styleAt: () => Partial<Style>): Partial<Style> {
  try {
    return styleAt()
  } catch (error) {
    if (error instanceof Uneditable) return {}
    throw error
  }
}

function flowStyle(text: string, map: YamlFields): Partial<Style> {
  const [open, close] = map.range
  const first = map.items[0]
  if (first === undefined) return {}
  const start = pairStart(first)
  if (isAcrossLines(text, map)) return unitBetween(text, open, start)
  const padding = text.slice(open + 1, start)
  const space = /\s$/.test(text.slice(0, valueStart(first))) ? ' ' : ''
  return { padding: close - open > 2 ? padding : ' ', space }
}

function unitStyle(text: string, list: YamlList): Partial<Style> {
  const first = itemsOf(list)[0]
  return first === undefined || !isAcrossLines(text, list)
    ? {}
    : unitBetween(text, list.range[0], first.start)
}

function unitBetween(text: string, open: number, inner: number): Partial<Style> {
  const [outside, inside] = [indentOf(text, open), indentOf(text, inner)]
  return inside.length > outside.length && inside.startsWith(outside)
    ? { unit: inside.slice(outside.length) }
    : {}
}

function dashStyle(text: string, map: YamlFields): Partial<Style> {
  for (const pair of map.items) {
    const { value } = pair
    if (!isSeq(value) || value.flow === true) continue
    const first = itemsOf(value as YamlList)[0]
    if (first !== undefined) return { dash: columnOf(text, first.start) - columnOf(text, pairStart(pair)) }
  }
  return {}
}

/** Tells whether a flow collection takes several lines. */
export function isAcrossLines(text: string, node: YamlNode): boolean {
  return text.slice(node.range[0], node.range[1]).includes('\n')
}

/** The quotes of a text; null for block scalars and for values that are no text. */
export function quoteOf(node: YamlNode | null): Quote | null {
  if (!isScalar(node) || typeof node.value !== 'string') return null
  if (node.type === 'QUOTE_DOUBLE') return 'double'
  if (node.type === 'QUOTE_SINGLE') return 'single'
  return node.type === 'PLAIN' ? 'plain' : null
}

/** Finds the values of a key in nodes that serve as examples. */
export function examplesUnder(examples: readonly YamlNode[], key: string): readonly YamlNode[] {
  return examples.flatMap((example) => pairOf(example, key)?.value ?? [])
}

export function examplesWithin(examples: readonly YamlNode[]): readonly YamlNode[] {
  return examples.flatMap((example) => (isSeq(example) ? (example.items as YamlNode[]) : []))
}

export function isBlock(node: YamlNode | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true
}
