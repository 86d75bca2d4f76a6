import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPolicyFile } from '../../src/parse/format-policy-file.ts'
import { nodeValue } from '../../src/parse/node.ts'
import { readDocuments } from '../../src/parse/parse-policy-file.ts'
import { layouts, mutants } from './policy-texts.ts'

function formatted(text: string, file = 'a.yaml'): string {
  const result = formatPolicyFile(file, text)
  if (result.kind === 'left') throw new Error(result.reason)
  return result.text
}

const LAYOUT = readFileSync('test/parse/golden/layout.yaml', 'utf8')

describe('layout', () => {
  test('keys in order, two spaces, short lists between brackets, comments with what they are about', async () => {
    await expect(formatted(LAYOUT)).toMatchFileSnapshot('golden/layout.out.yaml')
  })

  test('CRLF stays CRLF, a byte order mark stays', () => {
    const crlf = `\uFEFF${LAYOUT.replaceAll('\n', '\r\n')}`
    expect(formatted(crlf)).toBe(`\uFEFF${formatted(LAYOUT).replaceAll('\n', '\r\n')}`)
  })

  test('numbers stay as they are written: their author may have meant a text', () => {
    const numbers = '010, 1e3, 0x1F, .5, 1.50, +7, -0, 12345678901234567890, .inf'
    const text = `name: 1e3\nx:\n  - a: 1.0\n  - [${numbers}] # 0x0A\n  - "\\u202e"\n`
    expect(formatted(text)).toBe(text)
  })

  test.each(['1e3', '1.0', '12345678901234567890'])('JSON with the number %s is left as it is', (number) => {
    const text = `{"name":"a","x":[10,-1.5,"1e4"],"y":${number}}`
    expect(formatPolicyFile('a.json', text)).toEqual({
      kind: 'left',
      reason: 'its numbers would be written anew',
    })
    expect(formatted(text.replace(number, '7'), 'a.json')).toContain('"y": 7\n')
  })

  test('JSON: two spaces, keys as they are', () => {
    expect(formatted('{"name":"a","spec":{"policies":[]}}', 'a.json')).toBe(
      '{\n  "name": "a",\n  "spec": {\n    "policies": []\n  }\n}\n',
    )
  })

  test('aliases: nothing is moved before its anchor', () => {
    const text = 'spec:\n  policies: &p\n    - permission: deny\n  approvals: []\nname: a\nx: *p\n'
    expect(formatted(text)).toBe(text)
  })

  test.each(readdirSync('policies').filter((file) => !file.includes('.test.')))(
    'the sample %s is in it already',
    (file) => {
      const text = readFileSync(`policies/${file}`, 'utf8')
      expect(formatted(text)).toBe(text)
    },
  )
})

const value = (text: string): unknown => readDocuments({ file: 'a.yaml', text }).documents.map(nodeValue)
const comments = (text: string): number => text.match(/#/g)?.length ?? 0

test.each([
  ['layouts', layouts],
  ['mutants', mutants],
])('%s: the values and comments stay, a second run changes nothing', (_name, texts) => {
  let done = 0
  const property = fc.property(texts, (text) => {
    const { problems } = readDocuments({ file: 'a.yaml', text })
    fc.pre(problems.length === 0)
    const result = formatPolicyFile('a.yaml', text)
    if (result.kind === 'left') return
    done += 1
    expect(value(result.text)).toEqual(value(text))
    expect(comments(result.text)).toBe(comments(text))
    expect(formatPolicyFile('a.yaml', result.text)).toEqual(result)
  })
  fc.assert(property, { numRuns: 60 })
  expect(done).toBeGreaterThan(15)
})
