import { describe, expect, test } from 'vitest'
import { keyPattern } from '../../src/store/key-pattern.ts'
import { jsonEscaped } from '../support/output/json-escaped.ts'

const KEY = `sk-1+/=%&<>"'\\.*z`
const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function html(text: string, apostrophe = '&#39;'): string {
  return text.replace(/[&<>"]/g, (c) => HTML[c] ?? c).replaceAll("'", apostrophe)
}

function json(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** As Go's encoder writes it into JSON. */
function goJson(text: string): string {
  return json(text).replace(/[&<>]/g, (c) => jsonEscaped(c))
}

describe('keyPattern finds the key', () => {
  test.each([
    ['as it is', KEY],
    ['for JSON', json(KEY)],
    ['for JSON, with \\/', json(KEY).replaceAll('/', '\\/')],
    ['for JSON, as Go does', goJson(KEY)],
    ['for JSON in JSON', json(json(KEY))],
    ['every character for JSON', jsonEscaped(KEY)],
    ['every character for JSON in JSON', json(jsonEscaped(KEY))],
    ['for HTML', html(KEY)],
    ['for HTML, as Go does', html(KEY).replaceAll('&quot;', '&#34;')],
    ['for HTML, with &apos;', html(KEY, '&apos;')],
    ['for HTML, in hexadecimal', html(KEY, '&#x27;').replaceAll('/', '&#x2F;')],
    ['for HTML in JSON', json(html(KEY))],
    ['for HTML in JSON, as Go does', goJson(html(KEY))],
    ['for a URL', encodeURIComponent(KEY)],
    ['for a URL, in small letters', encodeURIComponent(KEY).replace(/%../g, (c) => c.toLowerCase())],
    ['for a URL, in part', encodeURI(KEY)],
    ['for a program', KEY.replaceAll('"', '\\x22')],
  ])('%s', (_how, text) => {
    expect(`<${text}>`.replace(keyPattern(KEY), '[key]')).toBe('<[key]>')
  })

  test.each([
    ['a part', KEY.slice(0, -1)],
    ['another character', KEY.replace('+', '-')],
    ['a dot stands for itself', KEY.replace('.', 'x')],
  ])('and nothing else: %s', (_how, text) => {
    expect(text).not.toMatch(keyPattern(KEY))
  })

  test('among many escapes, without taking long', () => {
    const pattern = keyPattern(KEY)
    for (const piece of ['\\', '&#0', '&', '\\u0026', '%', 's', 'sk-1+/=%&<>"'])
      expect(piece.repeat(1_000_000)).not.toMatch(pattern)
  }, 10_000)
})
