/**
 * Text of values that are new to a file: laid out like `examples`, the nodes
 * of the same kind that stand beside them, else like the house does.
 */
import { isMap, isSeq } from 'yaml'
import { inFieldOrder } from './field-order.ts'
import { isEmptyField } from './same-field.ts'
import { keyText, scalarText } from './scalar-text.ts'
import { examplesUnder, examplesWithin, isAcrossLines, isBlock, quoteOf, type Style } from './style.ts'
import type { YamlNode } from './yaml-source.ts'

export interface Writing {
  /** The text that the examples are nodes of. */
  readonly source: string
  readonly style: Style
  readonly examples: readonly YamlNode[]
}

type Fields = { readonly [key: string]: unknown }

/** Lists whose items deserve lines of their own. */
const BLOCK_LISTS: ReadonlySet<string> = new Set(['policies', 'approvals'])

/** `- …`, for a block list with its dash in `column`; the first line comes without indentation. */
export function blockItem(value: unknown, column: number, writing: Writing): string {
  const [example] = writing.examples
  const isLaidOut = isFields(value) && hasFields(value) && (example === undefined || isBlock(example))
  return isLaidOut
    ? `- ${blockFields(value, column + 2, writing)}`
    : `- ${inlineValue(value, { ...writing, isFlow: false, indent: ' '.repeat(column + 2) })}`
}

/** `key: …`, for a block map with its keys in `column`; the first line comes without indentation. */
export function blockEntry(key: string, value: unknown, column: number, writing: Writing): string {
  const { style, examples } = writing
  const start = `${keyText(key, style, false)}:`
  const example = examples[0]
  const isLaidOut = example === undefined ? BLOCK_LISTS.has(key) || key === 'spec' : isBlock(example)
  const line = `${style.newline}${' '.repeat(column)}`
  if (isLaidOut && Array.isArray(value) && value.length > 0) {
    const dash = ' '.repeat(style.dash)
    const within = { ...writing, examples: examplesWithin(examples) }
    const items = value.map((item) => blockItem(item, column + style.dash, within))
    return start + items.map((item) => `${line}${dash}${item}`).join('')
  }
  if (isLaidOut && isFields(value) && hasFields(value))
    return `${start}${line}  ${blockFields(value, column + 2, writing)}`
  return `${start} ${inlineValue(value, { ...writing, isFlow: false, indent: ' '.repeat(column + 2) })}`
}

function blockFields(value: Fields, column: number, writing: Writing): string {
  const line = `${writing.style.newline}${' '.repeat(column)}`
  const entries = keysOf(value).map((key) =>
    blockEntry(key, value[key], column, { ...writing, examples: examplesUnder(writing.examples, key) }),
  )
  return entries.join(line)
}

export interface InlineWriting extends Writing {
  /** Inside brackets or braces. */
  readonly isFlow: boolean
  /** White space before the line that it starts on. */
  readonly indent: string
}

/** A scalar, or a flow collection: on one line unless the example has several. */
export function inlineValue(value: unknown, writing: InlineWriting): string {
  if (Array.isArray(value)) {
    const within = { ...writing, examples: examplesWithin(writing.examples), isFlow: true }
    const items = (indent: string) => value.map((item) => inlineValue(item, { ...within, indent }))
    return collection(['[', ']'], items, writing)
  }
  if (isFields(value)) {
    const entries = (indent: string) =>
      keysOf(value).map((key) => inlineEntry(key, value[key], { ...writing, indent }))
    return collection(['{', '}'], entries, writing)
  }
  const { isJson, keyQuote } = writing.style
  const quote = quoteOf(writing.examples[0] ?? null) ?? keyQuote
  return scalarText(value as string, { quote, isFlow: writing.isFlow, isJson })
}

/** `key: …` inside braces. @param writing examples: maps that may have the key. */
export function inlineEntry(key: string, value: unknown, writing: InlineWriting): string {
  const { style, examples } = writing
  const text = inlineValue(value, { ...writing, examples: examplesUnder(examples, key), isFlow: true })
  return `${keyText(key, style, true)}:${style.space}${text}`
}

function collection(
  [open, close]: readonly [string, string],
  parts: (indent: string) => readonly string[],
  { source, style, examples, indent }: InlineWriting,
): string {
  const example = examples.find((node) => isMap(node) === (open === '{') && (isMap(node) || isSeq(node)))
  const isTall = example !== undefined && !isBlock(example) && isAcrossLines(source, example)
  const inner = indent + style.unit
  const texts = parts(isTall ? inner : indent)
  if (texts.length === 0) return open + close
  const { newline, space } = style
  if (isTall)
    return `${open}${newline}${texts.map((text) => inner + text).join(`,${newline}`)}${newline}${indent}${close}`
  const padding = open === '{' ? style.padding : ''
  return open + padding + texts.join(`,${space}`) + padding + close
}

/** What is empty is left out, as on the wire. */
function keysOf(value: Fields): readonly string[] {
  return inFieldOrder(
    Object.keys(value).filter((key) => !isEmptyField(key, value[key]) || key === 'policies'),
  )
}

function hasFields(value: Fields): boolean {
  return keysOf(value).length > 0
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
