import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { runs } from '../support/suite/soak.ts'
import { heaps, layouts, mutants } from './policy-texts.ts'

const utf8 = new TextEncoder()
const RUNS = { numRuns: runs(200, 20_000) }

function checks(bytes: Uint8Array | string, file = 'a.yaml'): readonly string[] {
  const parsed = parsePolicyFile(file, typeof bytes === 'string' ? utf8.encode(bytes) : bytes)
  return [...new Set(parsed.findings.map(({ check }) => check))]
}

const bomb = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghi'].map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}*${'abcdefgh'[at]}]`).join('\n')}\n`

describe('hostile files: a finding, never a crash', () => {
  test.each<[string, Uint8Array | string, string[]]>([
    ['nothing', '', ['empty-document']],
    ['only a comment', '# gone\n', ['empty-document']],
    ['only a marker', '---\n', ['empty-document']],
    ['not UTF-8', new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe]), ['not-utf8']],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), ['not-utf8']],
    ['10 MB', new Uint8Array(10_000_000).fill(0x61), ['too-large']],
    ['many tokens', '- \n'.repeat(200_000), ['too-large']],
    ['deep flow lists', '['.repeat(1_000_000), ['too-deep']],
    ['deep flow mappings', '{a: '.repeat(200_000), ['too-deep']],
    ['deep block lists', '- '.repeat(500_000), ['too-deep']],
    ['a staircase', Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), ['too-deep']],
    ['explicit keys in keys', '? '.repeat(500_000), ['too-deep']],
    ['an alias bomb', bomb, ['alias-bomb']],
    ['an alias without anchor', 'name: *a\nspec: 1\n', ['unresolved-alias']],
    ['an alias of itself', 'name: &a [*a]\n', ['unresolved-alias']],
    ['an unclosed bracket', 'name: [a\n', ['unreadable-yaml']],
    ['a tab as indentation', 'name:\n\ta: b\n', ['unreadable-yaml']],
    ['an unknown tag', 'name: !secret a\n', ['unreadable-yaml']],
    ['YAML 1.1', '%YAML 1.1\n---\nname: yes\n', ['unreadable-yaml']],
    ['a control character', 'name: "a\0b"\n', ['unreadable-yaml']],
    ['lines that end with CR', 'name: a\rspec:\r  policies:\r    - permission: deny\r', ['unreadable-yaml']],
    [
      'a CR alone in a comment',
      'name: a # b\r# c\nspec: { policies: [{ permission: deny }] }\n',
      ['unreadable-yaml'],
    ],
    ['a list as a key', '? [a]\n: b\n', ['unreadable-yaml']],
    [
      'many findings',
      `name: a\nspec: { policies: [${'{},'.repeat(20_000)}] }`,
      ['missing-field', 'too-many-findings'],
    ],
  ])('%s', (_name, bytes, expected) => {
    expect(checks(bytes)).toEqual(expected)
  })

  test.each<[string, string, string[]]>([
    ['deep JSON', '['.repeat(400_000) + ']'.repeat(400_000), ['too-deep']],
    ['broken JSON', '{"name": }', ['unreadable-json']],
    ['cut JSON', '{"name": "a"', ['unreadable-json']],
    ['YAML under the name of JSON', 'name: a', ['unreadable-json']],
    ['nothing', ' \n', ['empty-document']],
    [
      'a duplicate key',
      '{"name":"a","name":"b","spec":{"policies":[{"permission":"deny"}]}}',
      ['duplicate-key'],
    ],
  ])('JSON: %s', (_name, text, expected) => {
    expect(checks(text, 'a.json')).toEqual(expected)
  })

  test('the place of a byte that is not UTF-8', () => {
    const { findings } = parsePolicyFile('a.yaml', new Uint8Array([...utf8.encode('name: a\nb: '), 0xff]))
    expect(findings).toMatchObject([{ line: 2, column: 4 }])
  })

  test('the place of a fault in JSON', () => {
    const { findings } = parsePolicyFile('a.json', utf8.encode('{\n  "name": x\n}'))
    expect(findings).toMatchObject([{ line: 2, column: 11 }])
  })
})

test.each([
  ['heaps', heaps],
  ['layouts', layouts],
  ['mutants', mutants],
  ['any text', fc.string({ unit: 'binary', maxLength: 200 })],
])('%s: no crash, every place inside the file, and the same answer twice', (_name, texts) => {
  const property = fc.property(texts, fc.constantFrom('a.yaml', 'a.json'), (text, file) => {
    const bytes = utf8.encode(text)
    const parsed = parsePolicyFile(file, bytes)
    const lines = text.split('\n')
    for (const { line, column, endLine } of parsed.findings) {
      expect(line).toBeGreaterThan(0)
      expect(endLine).toBeGreaterThanOrEqual(line)
      expect(endLine).toBeLessThanOrEqual(lines.length)
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
    }
    expect(parsePolicyFile(file, bytes).findings).toEqual(parsed.findings)
  })
  fc.assert(property, RUNS)
})

test('any bytes: no crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => checks(bytes).length > 0),
    RUNS,
  )
})
