import fc from 'fast-check'
import { expect, test } from 'vitest'
import { xmlDocument } from '../../src/media/xml.ts'
import { readXml } from '../support/output/read-xml.ts'

function readBack(text: string): readonly (string | undefined)[] {
  const { attributes, children } = readXml(
    xmlDocument({
      name: 'a',
      attributes: { text },
      content: [{ name: 'b', attributes: {}, content: text }],
    }),
  )
  return [attributes.text, children[0]?.text]
}

test.each([
  ['R&D;'],
  ['x&copy=1'],
  ['<b>bold</b>'],
  [']]>'],
  ['<!-- x -->'],
  ['"double" and \'single\''],
  ['two\nlines\tand a tab\r\n'],
  ['  edges  '],
  ['\u{202E}reversed\u{2028}'],
])('xml: %j → the same to a strict reader, as attribute and as text', (text) => {
  expect(readBack(text)).toEqual([text, text])
})

test.each([['\u{0}'], ['\u{1B}'], ['\u{FFFE}'], ['\u{D800}']])(
  'xml: %j, which XML cannot carry → U+FFFD',
  (text) => {
    expect(readBack(`a${text}b`)).toEqual(['a\u{FFFD}b', 'a\u{FFFD}b'])
  },
)

test('whatever a text holds, a strict reader gets it back, and a terminal nothing to obey', () => {
  const part = fc.constantFrom('&', ';', '<', '>', '&amp;', '&#x41;', ']]>', '"', "'", '\n', '\t', '\r')
  const text = fc.array(fc.oneof(part, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (any) => {
      const carried = any.replace(
        /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
        '\u{FFFD}',
      )
      expect(readBack(any)).toEqual([carried, carried])
      const xml = xmlDocument({ name: 'a', attributes: { any }, content: any === '' ? '-' : any })
      expect(xml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }),
  )
})
