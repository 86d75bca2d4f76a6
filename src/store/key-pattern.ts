/**
 * Finds a key in what a server wrote, however each of its characters is written:
 * as it is, or escaped for JSON, HTML, a URL or a string of a program. A server
 * may mix them, so that comparing with whole escaped keys would miss some.
 */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
}

/** A backslash, in JSON that was put into JSON once or twice too. Bounded, so that a long run of them costs nothing. */
const BACKSLASHES = '\\\\{1,4}'
/** Go writes the & of an entity like this into JSON. */
const AMPERSAND = `(?:&|${BACKSLASHES}u0026)`

/** @param key printable ASCII. Global, for replacing. */
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
