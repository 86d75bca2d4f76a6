import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeValue } from '../../src/parse/node.ts'
import { readJson } from '../../src/parse/read-json.ts'

const texts = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space))
const INSERTS = [
  '',
  ',',
  ':',
  '"',
  '{',
  '}',
  '[',
  ']',
  '1',
  '-',
  '.',
  'e',
  'null',
  ' ',
  '\\',
  '\n',
  '\u00a0',
  '\0',
  "'",
  '/',
]
const broken = fc
  .tuple(texts, fc.nat(40), fc.nat(2), fc.constantFrom(...INSERTS))
  .map(([text, at, length, insert]) => text.slice(0, at) + insert + text.slice(at + length))

function parsed(text: string): unknown {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return 'refused'
  }
}

test.each([
  ['good', texts],
  ['broken', broken],
])('%s JSON: accepted and read as JSON.parse does', (_name, all) => {
  const property = fc.property(all, (text) => {
    fc.pre(text.trim() !== '')
    const { documents, problems } = readJson(text)
    const [root] = documents
    expect(root === undefined ? 'refused' : { value: nodeValue(root) }).toEqual(parsed(text))
    expect(problems).toHaveLength(root === undefined ? 1 : 0)
  })
  fc.assert(property, { numRuns: 1000 })
})

test.each([
  ['{\n  "name": x\n}', 12, "'x' where a value should be"],
  ['{"a": 1', 7, "the end where ',' or '}' should be"],
  ['{a: 1}', 1, "'a' where a key in double quotes should be"],
  ['{"a" 1}', 5, "'1' where ':' should be"],
  ['[1,]', 3, "']' where a value should be"],
  ['{} {}', 3, "'{' where nothing more should be"],
])('%j: %s', (text, start, message) => {
  expect(readJson(text).problems).toMatchObject([{ start, message: `this is not JSON: ${message}` }])
})
