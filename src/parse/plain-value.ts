/** Reads scalars of one line for the fast YAML reader. It declines scalars that it is not sure about. */
import { knownWord } from './known-words.ts'
import type { ScalarNode } from './node.ts'
import { Declined } from './plain-lines.ts'

export const PLAIN_START = /[A-Za-z0-9_$/.~+]/
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])
const LONGEST_WORD = 5
/** Integers that every parser reads alike: without a sign, a leading zero or more digits than a double keeps. */
const WHOLE = /^(?:0|[1-9][0-9]{0,14})$/
/** Every other text that YAML's core schema may take for a number. */
const NUMBER_LIKE =
  /^[-+]?(?:\.?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0[ox][0-9a-fA-F]+)$/
/** The first characters that a number can have. */
const NUMBER_START = /[-+.0-9]/

/** Reads a plain scalar, in flow or block style, up to `untrimmed`, without trailing spaces. */
export function scalar(text: string, start: number, untrimmed: number): ScalarNode {
  let end = untrimmed
  while (text[end - 1] === ' ') end--
  const known = knownWord(text, start, end)
  if (known !== null) return { kind: 'scalar', value: known, start, end }
  const source = text.slice(start, end)
  if (source.length <= LONGEST_WORD) {
    const word = WORDS.get(source)
    if (word !== undefined) return { kind: 'scalar', value: word, start, end }
  }
  if (NUMBER_START.test(source.charAt(0))) {
    if (WHOLE.test(source)) return { kind: 'scalar', value: Number(source), start, end }
    if (NUMBER_LIKE.test(source)) throw new Declined()
  }
  return { kind: 'scalar', value: source, start, end }
}

/** Reads a plain scalar in block style, from `start` to a comment or the end of its line. */
export function plainScalar(text: string, start: number, lineEnd: number): ScalarNode {
  if (!PLAIN_START.test(text.charAt(start))) throw new Declined()
  return scalar(text, start, plainEnd(text, start, lineEnd))
}

/** Returns the end of a plain scalar on its line: before a comment, or the end of the line. */
export function plainEnd(text: string, start: number, lineEnd: number): number {
  for (let at = start; at < lineEnd; at++) {
    const sign = text.charCodeAt(at)
    if (sign === HASH && text[at - 1] === ' ') return at
    if (sign === COLON && (at + 1 === lineEnd || text[at + 1] === ' ')) throw new Declined()
  }
  return lineEnd
}

const HASH = 35
const COLON = 58

/** Escapes of one letter in double-quoted scalars; others are left to the complete reader. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...['"', '\\', '/'].map((sign) => [sign, sign] as const),
  ...([
    ['n', '\n'],
    ['t', '\t'],
    ['r', '\r'],
    ['b', '\b'],
    ['f', '\f'],
    ['0', '\0'],
  ] as const),
])

/** Reads a quoted scalar that closes on its line. @param end of the line. */
export function quotedScalar(text: string, start: number, end: number): ScalarNode {
  return text[start] === '"' ? doubleQuoted(text, start, end) : singleQuoted(text, start, end)
}

function singleQuoted(text: string, start: number, end: number): ScalarNode {
  let close = text.indexOf("'", start + 1)
  let isDoubled = false
  while (close !== -1 && text[close + 1] === "'") {
    isDoubled = true
    close = text.indexOf("'", close + 2)
  }
  if (close === -1 || close >= end) throw new Declined()
  const written = text.slice(start + 1, close)
  return { kind: 'scalar', value: isDoubled ? written.replaceAll("''", "'") : written, start, end: close + 1 }
}

function doubleQuoted(text: string, start: number, end: number): ScalarNode {
  let close = text.indexOf('"', start + 1)
  if (close === -1 || close >= end) throw new Declined()
  const backslash = text.indexOf('\\', start + 1)
  if (backslash === -1 || backslash > close)
    return { kind: 'scalar', value: text.slice(start + 1, close), start, end: close + 1 }
  let value = text.slice(start + 1, backslash)
  let at = backslash
  while (at < end && text[at] !== '"') {
    if (text[at] === '\\') {
      const meant = ESCAPES.get(text.charAt(at + 1))
      if (meant === undefined) throw new Declined()
      value += meant
      at += 2
    } else value += text[at++]
  }
  close = at
  if (close >= end) throw new Declined()
  return { kind: 'scalar', value, start, end: close + 1 }
}
