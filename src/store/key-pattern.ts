/**
 * Finds a key in a server's text, with each of its characters plain or escaped for
 * JSON, HTML, a URL or a string of a program. A server may mix these, so comparing
 * with whole escaped keys would miss some.
 */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
}

/** A backslash, also in JSON inside JSON. The count is bounded, so that a long run of backslashes costs little. */
const BACKSLASHES = '\\\\{1,4}'
/** The & of an entity; Go escapes it in JSON. */
const AMPERSAND = `(?:&|${BACKSLASHES}u0026)`

/** @param key printable ASCII. @returns a global pattern, for replacing. */
export function keyPattern(key: string): RegExp {
  return new RegExp([...key].map(anyForm).join(''), 'g')
}

function anyForm(character: string): string {
  const code = character.charCodeAt(0)
  const hex = anyCase(code.toString(16))
  const entity = Object.hasOwn(ENTITIES, character) ? `|${ENTITIES[character]}` : ''
  return `(?:${[
    asItIs(character),
    `%${hex}`,
    `${BACKSLASHES}(?:u00|x)${hex}`,
    `${AMPERSAND}(?:#0{0,5}${code}|#[xX]0{0,4}${hex}${entity});`,
  ].join('|')})`
}

function asItIs(character: string): string {
  const literal = `\\x${character.charCodeAt(0).toString(16)}`
  return /["'/\\]/.test(character) ? `(?:${BACKSLASHES})?${literal}` : literal
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}
