/**
 * Escapes characters that a screen does not show, so that a reviewer sees them.
 * The YAML library prints them literally, so its output is escaped again.
 * It also spells numbers anew, so they are put back.
 */
import { type Document, visit } from 'yaml'

/** Characters that JSON allows and YAML does not, or that an editor does not show. */
const HIDDEN = /[\x7f-\x9f\u2028\u2029\uFEFF\p{Cf}\p{Cs}]/gu

/** Writes them as between double quotes: `\u202e`. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, (character) => escaped(character.codePointAt(0) ?? 0))
}

/**
 * Prints a document, with the hidden characters of its double-quoted scalars as
 * escapes, and numbers as they are written: the 010 of a tag is no 10 to its author.
 * It changes values of the document.
 *
 * @param text that the document was parsed from.
 */
export function printEscaped(document: Document, text: string, print: () => string): string {
  const mark = unusedIn(text)
  visit(document, {
    Scalar: (_key, scalar) => {
      const { source, value } = scalar
      if (isNumber(value) && scalar.tag === undefined && source !== undefined)
        scalar.value = mark + mark + source
      if (scalar.type !== 'QUOTE_DOUBLE' || typeof value !== 'string') return
      scalar.value = value.replace(
        HIDDEN,
        (character) => mark + (character.codePointAt(0) ?? 0).toString(16) + mark,
      )
    },
  })
  return print()
    .replace(new RegExp(`${mark}([0-9a-f]+)${mark}`, 'g'), (_marked, code: string) =>
      escaped(Number.parseInt(code, 16)),
    )
    .replaceAll(mark + mark, '')
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** @returns a private-use character that is not in the text, neither literally nor as an escape. */
function unusedIn(text: string): string {
  for (let code = 0xe000; code < 0xf8ff; code++) {
    const mark = String.fromCharCode(code)
    if (!text.includes(mark) && !text.toLowerCase().includes(hex(code, 4))) return mark
  }
  throw new Error('a text with every character for private use')
}

function escaped(code: number): string {
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
