/**
 * The layout of a line of a log: everything but the values of its scalars. Lines
 * of one program have few layouts, so most lines can be split by comparing them
 * with an earlier one, without building an object for each.
 *
 * A line fits a layout if it is JSON of the same shape: equal texts, with scalars
 * between them. Other lines are left to JSON.parse.
 */
import { isOfNumber, scalarEnd, startsWith } from './json-scalar.ts'

/** The most scalars of a layout; lines with more are left to JSON.parse. */
const MOST_HOLES = 64
const LONGEST_LINE = 8192
/** Marks a scalar in `text`; a control character never occurs in a layout. */
const HOLE = Buffer.from([0])

export class LineLayout {
  /** Starts and ends of the scalars of the line that fitted last, quotes included. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The texts that all its lines have, to compare layouts. */
  readonly text: string
  /** The texts between the scalars, one more than there are scalars. */
  readonly #literals: readonly Uint8Array[]

  constructor(literals: readonly Uint8Array[]) {
    this.#literals = literals
    this.text = Buffer.concat(literals.flatMap((literal) => [literal, HOLE])).toString('latin1')
    this.starts = new Int32Array(literals.length - 1)
    this.ends = new Int32Array(literals.length - 1)
  }

  /** Tells whether the line has this layout; then `starts` and `ends` are of this line. */
  fits(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from
    for (let hole = 0; hole < this.starts.length; hole += 1) {
      const literal = this.#literals[hole]
      if (literal === undefined || at + literal.length >= to || !startsWith(bytes, literal, at)) return false
      at += literal.length
      this.starts[hole] = at
      at = scalarEnd(bytes, at, to)
      if (at < 0) return false
      this.ends[hole] = at
    }
    const last = this.#literals[this.starts.length]
    return last !== undefined && at + last.length === to && startsWith(bytes, last, at)
  }

  /** Returns an object of this layout, in which each value is the number of its scalar. @param absent a scalar whose value is null instead. */
  numbered(absent: number | null): unknown {
    const texts = this.#literals.map((literal, hole) => {
      const scalar = hole === absent ? 'null' : String(hole)
      return Buffer.from(literal).toString() + (hole < this.starts.length ? scalar : '')
    })
    return JSON.parse(texts.join(''))
  }
}

/** @param line a valid JSON object. @returns null if it is too long or has too many values. */
export function layoutOf(line: Uint8Array): LineLayout | null {
  if (line.length > LONGEST_LINE) return null
  const literals: Uint8Array[] = []
  let from = 0
  for (let at = 0; at < line.length; ) {
    const end = tokenEnd(line, at)
    if (end > at && !isKey(line, at, end)) {
      literals.push(line.slice(from, at))
      from = end
    }
    at = Math.max(end, at + 1)
  }
  literals.push(line.slice(from))
  return literals.length > 1 && literals.length <= MOST_HOLES + 1 ? new LineLayout(literals) : null
}

const [QUOTE, BACKSLASH, COLON, SPACE] = [0x22, 0x5c, 0x3a, 0x20]

/** @returns the index after the string, number or word that begins at `at`; `at` if there is none. */
function tokenEnd(line: Uint8Array, at: number): number {
  const first = line[at] ?? 0
  if (first === QUOTE) return textEnd(line, at + 1)
  let end = at
  while (isLetter(line[end] ?? 0) || isOfNumber(line[end] ?? 0)) end += 1
  return end
}

/** Finds the end of a string, which may have escapes. */
function textEnd(line: Uint8Array, start: number): number {
  let at = start
  while (at < line.length && line[at] !== QUOTE) at += line[at] === BACKSLASH ? 2 : 1
  return at + 1
}

function isKey(line: Uint8Array, at: number, end: number): boolean {
  if (line[at] !== QUOTE) return false
  let next = end
  while (next < line.length && (line[next] ?? 0) <= SPACE) next += 1
  return line[next] === COLON
}

function isLetter(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a
}
