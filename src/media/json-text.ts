/**
 * Writes a document as JSON with all control and format characters escaped:
 * JSON.stringify escapes only U+0000 to U+001F, and people print JSON on terminals.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Writes JSON with an indent of two, and a line feed at the end. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`
}

/** Writes JSON on one line, for JSON lines. */
export function jsonLine(value: unknown): string {
  return `${escaped(JSON.stringify(value))}\n`
}

/** Escapes the characters. Outside of strings JSON has none of them, except the line feeds of the layout. */
function escaped(json: string): string {
  return json.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return character
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
}
