/**
 * Finds characters that nobody sees on a screen. Written as escapes they can be
 * reviewed, so a printer that writes them out, like that of the YAML library,
 * must not have the last word.
 */
import { type Document, visit } from 'yaml'

/** Characters that JSON may hold and YAML may not, or that an editor would not show. */
const HIDDEN = /[\x7f-\x9f\u2028\u2029\uFEFF\p{Cf}\p{Cs}]/gu

/** As they stand between double quotes: `\u202e`. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, (character) => escaped(character.codePointAt(0) ?? 0))
}

/**
 * Prints a document, hidden characters of its double-quoted texts as escapes.
 * The values of the document are not the same afterwards.
 *
 * @param text that it was parsed from.
 */
export function printEscaped(document: Document, text: string, print: () => string): string {
  const mark = unusedIn(text)
  visit(document, {
    Scalar: (_key, scalar) => {
      if (scalar.type !== 'QUOTE_DOUBLE' || typeof scalar.value !== 'string') return
      scalar.value = scalar.value.replace(
        HIDDEN,
        (character) => mark + (character.codePointAt(0) ?? 0).toString(16) + mark,
      )
    },
  })
  return print().replace(new RegExp(`${mark}([0-9a-f]+)${mark}`, 'g'), (_marked, code: string) =>
    escaped(Number.parseInt(code, 16)),
  )
}

/** A character for private use that the text has not, written out or as an escape. */
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
