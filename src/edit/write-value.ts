/**
 * Writes values that are new to a file. They are laid out like `examples`, the
 * nodes of the same kind beside them, else in the default layout.
 */

import { isMap, isSeq } from 'yaml'
import { fieldAt, inWritingOrder, type Level, levelBelow } from '../policy/fields.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import { isLeftOut } from './same-field.ts'
import { keyText, scalarText } from './scalar-text.ts'
import { examplesUnder, examplesWithin, isAcrossLines, isBlock, quoteOf, type Style } from './style.ts'
import type { YamlNode } from './yaml-source.ts'

export interface Writing {
  /** The text that the examples are nodes of. */
  readonly source: string
  /** The level of the object that has the key, if an entry is written; else of the objects in the value. */
  readonly level: Level | null
  readonly style: Style
  readonly examples: readonly YamlNode[]
}

/** Writes `- …` for a block list with its dashes in `column`; the first line comes without indentation. */
export function blockItem(value: unknown, column: number, writing: Writing): string {
  const [example] = writing.examples
  const isLaidOut =
    isFields(value) && hasFields(value, writing.level) && (example === undefined || isBlock(example))
  return isLaidOut
    ? `- ${blockFields(value, column + 2, writing)}`
    : `- ${inlineValue(value, { ...writing, isFlow: false, indent: ' '.repeat(column + 2) })}`
}

/** Writes `key: …` for a block map with its keys in `column`; the first line comes without indentation. */
export function blockEntry(key: string, value: unknown, column: number, writing: Writing): string {
  const { level, style, examples } = writing
  const start = `${keyText(key, style, false)}:`
  const example = examples[0]
  const below = { ...writing, level: levelBelow(level, key) }
  const isLaidOut = example === undefined ? hasOwnLines(level, key) : isBlock(example)
  const line = `${style.newline}${' '.repeat(column)}`
  if (isLaidOut && Array.isArray(value) && value.length > 0) {
    const dash = ' '.repeat(style.dash)
    const within = { ...below, examples: examplesWithin(examples) }
    const items = value.map((item) => blockItem(item, column + style.dash, within))
    return start + items.map((item) => `${line}${dash}${item}`).join('')
  }
  if (isLaidOut && isFields(value) && hasFields(value, below.level))
    return `${start}${line}  ${blockFields(value, column + 2, below)}`
  return `${start} ${inlineValue(value, { ...below, isFlow: false, indent: ' '.repeat(column + 2) })}`
}

function blockFields(value: Fields, column: number, writing: Writing): string {
  const line = `${writing.style.newline}${' '.repeat(column)}`
  const entries = keysOf(value, writing.level).map((key) =>
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

/** Writes a scalar or a flow collection, on one line unless the example has several. */
export function inlineValue(value: unknown, writing: InlineWriting): string {
  if (Array.isArray(value)) {
    const within = { ...writing, examples: examplesWithin(writing.examples), isFlow: true }
    const items = (indent: string) => value.map((item) => inlineValue(item, { ...within, indent }))
    return collection(['[', ']'], items, writing)
  }
  if (isFields(value)) {
    const entries = (indent: string) =>
      keysOf(value, writing.level).map((key) => inlineEntry(key, value[key], { ...writing, indent }))
    return collection(['{', '}'], entries, writing)
  }
  const { isJson, keyQuote } = writing.style
  const quote = quoteOf(writing.examples[0] ?? null) ?? keyQuote
  return scalarText(value as string, { quote, isFlow: writing.isFlow, isJson })
}

/** Writes `key: …` inside braces. @param writing examples: maps that may have the key. */
export function inlineEntry(key: string, value: unknown, writing: InlineWriting): string {
  const { level, style, examples } = writing
  const within = { level: levelBelow(level, key), examples: examplesUnder(examples, key) }
  const text = inlineValue(value, { ...writing, ...within, isFlow: true })
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

/** Keys in the order of writing. Empty fields are left out, as in requests to the API. */
function keysOf(value: Fields, level: Level | null): readonly string[] {
  const written = Object.keys(value).filter((key) => !isLeftOut({ level, key }, value[key]))
  return inWritingOrder(level, written)
}

/** Tells whether a value without an example is written on lines of its own: a spec, its rules, its routes. */
function hasOwnLines(level: Level | null, key: string): boolean {
  return key === 'spec' || fieldAt(level, key)?.kind === 'objects'
}

function hasFields(value: Fields, level: Level | null): boolean {
  return keysOf(value, level).length > 0
}
