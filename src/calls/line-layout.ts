/**
 * The layout of a line of a log: all that is not the value of a scalar. Lines
 * of one program have few layouts, so most lines can be taken apart by looking
 * for what stood in an earlier one, without building an object of each.
 *
 * A line of a layout is JSON of the same shape: between equal texts stand
 * scalars where scalars stood. What is unusual has no layout that fits, and
 * is left to JSON.parse.
 */
import { isOfNumber, scalarEnd, startsWith } from './json-scalar.ts'

/** More are no line that was made for its few values. */
const MOST_HOLES = 64
const LONGEST_LINE = 8192
/** No layout has a control. */
const HOLE = Buffer.from([0])

export class LineLayout {
  /** The places of the scalars of the line that fitted last, quotes included. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The bytes that all its lines have. */
  readonly text: string
  /** One more than there are scalars. */
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

  /** An object of this layout with numbers of scalars for their values, and null for the one that is named. */
  numbered(absent: number | null): unknown {
    const texts = this.#literals.map((literal, hole) => {
      const scalar = hole === absent ? 'null' : String(hole)
      return Buffer.from(literal).toString() + (hole < this.starts.length ? scalar : '')
    })
    return JSON.parse(texts.join(''))
  }
}

/** @param line JSON that was parsed, an object. @returns null for what is too long or has too many values. */
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

/** The index behind the text, number or word that begins here; `at` where none does. */
function tokenEnd(line: Uint8Array, at: number): number {
  const first = line[at] ?? 0
  if (first === QUOTE) return textEnd(line, at + 1)
  let end = at
  while (isLetter(line[end] ?? 0) || isOfNumber(line[end] ?? 0)) end += 1
  return end
}

/** With escapes, which keys may have too. */
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
