/**
 * A document as JSON that means the same and steers no terminal: JSON escapes
 * the oldest control characters only, and people do print it.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Two blanks of indent, a line feed at the end. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`
}

/** On one line, for JSON lines. */
export function jsonLine(value: unknown): string {
  return `${escaped(JSON.stringify(value))}\n`
}

/** Outside of its texts JSON has no such character but the line feeds of the layout. */
function escaped(json: string): string {
  return json.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return character
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
}
