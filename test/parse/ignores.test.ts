import { describe, expect, test } from 'vitest'
import { ignoresIn } from '../../src/parse/ignores.ts'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'

/** What each comment is about, as `path`, or `nothing`. */
function about(text: string): readonly string[] {
  return ignoresIn({ file: 'a.yaml', text }).map(({ item }) => item?.path.join('.') ?? 'nothing')
}

const rules = (...lines: readonly string[]): string => `name: a\nspec:\n  policies:\n${lines.join('\n')}\n`
const C = '# policyctl-ignore check: why'

describe('what a comment is about', () => {
  test.each<[string, string, readonly string[]]>([
    ['above a rule', rules(`    ${C}`, '    - permission: deny', '      tags: [a]'), ['spec.policies.0']],
    [
      'above other comments of a rule',
      rules(`    ${C}`, '    # more', '    - permission: deny'),
      ['spec.policies.0'],
    ],
    [
      'behind the first line of a rule',
      rules(`    - permission: deny ${C}`, '      tags: [a]', '      operations: [GET]'),
      ['spec.policies.0'],
    ],
    [
      'behind the last line of a rule',
      rules('    - permission: deny', '      tags: [a]', `      operations: [GET] ${C}`),
      ['spec.policies.0'],
    ],
    [
      'behind another line of a rule: that field',
      rules('    - permission: deny', `      tags: [a] ${C}`, '      operations: [GET]'),
      ['spec.policies.0.tags'],
    ],
    [
      'above a field',
      rules('    - permission: deny', `      ${C}`, '      tags: [a]', '      operations: [GET]'),
      ['spec.policies.0.tags'],
    ],
    [
      'above one of several values',
      rules('    - permission: deny', '      tags:', `        ${C}`, '        - a', '        - b'),
      ['spec.policies.0.tags.0'],
    ],
    [
      'behind one of several values',
      rules('    - operations:', `        - GET ${C}`, '        - PUT', '      permission: deny'),
      ['spec.policies.0.operations.0'],
    ],
    ['behind a rule between braces', rules(`    - { permission: deny } ${C}`), ['spec.policies.0']],
    [
      'behind a rule and its comma',
      `name: a\nspec:\n  policies: [\n    { permission: deny }, ${C}\n    { permission: allow },\n  ]\n`,
      ['spec.policies.0'],
    ],
    [
      'behind the brace that closes a rule',
      rules('    - {', '        permission: deny,', `      } ${C}`, '    - permission: allow'),
      ['spec.policies.0'],
    ],
    ['behind the name', `name: a ${C}\nspec: { policies: [{ permission: deny }] }\n`, ['name']],
    [
      'above the one rule of a line',
      `name: a\n${C}\nspec: { policies: [{ permission: deny }] }\n`,
      ['spec.policies.0'],
    ],
    [
      'above a line with two rules: nobody can tell which',
      `name: a\n${C}\nspec: { policies: [{ permission: deny }, { permission: allow }] }\n`,
      ['nothing'],
    ],
    ['above all rules', `name: a\nspec:\n  ${C}\n  policies:\n    - permission: deny\n`, ['nothing']],
    ['at the end of the file', rules('    - permission: deny', `    ${C}`), ['nothing']],
    ['above a blank line', rules(`    ${C}`, '', '    - permission: deny'), ['nothing']],
    ['within quotes', rules('    - permission: deny', `      tags: ["${C}"]`), []],
    [
      'within a block of text',
      rules('    - permission: deny', '      tags:', '        - |', `          ${C}`),
      [],
    ],
    [
      'in the second document, behind a byte order mark and CRLF',
      `\uFEFFname: b\r\n---\r\nname: a ${C}\r\n`,
      ['name'],
    ],
  ])('%s', (_case, text, expected) => {
    expect(about(text)).toEqual(expected)
  })

  test('JSON has no comments', () => {
    expect(ignoresIn({ file: 'a.json', text: `{"name": "${C}"}` })).toEqual([])
  })

  test('check, reason and place', () => {
    const [ignore] = ignoresIn({
      file: 'a.yaml',
      text: `name: a # policyctl-ignore some-check :  a reason  \n`,
    })
    expect(ignore).toMatchObject({
      check: 'some-check',
      reason: 'a reason',
      line: 1,
      place: { line: 1, column: 9, endLine: 1, endColumn: 50 },
      item: { document: 0 },
    })
  })
})

test('a file of nothing but such comments is read in no time that grows with its square', () => {
  const text = `name: a\nspec:\n  policies:\n${`    ${C}\n    - permission: deny\n`.repeat(15_000)}`
  const start = performance.now()
  expect(ignoresIn({ file: 'a.yaml', text })).toHaveLength(15_000)
  expect(parsePolicyFile('a.yaml', new TextEncoder().encode(text)).policies).toHaveLength(1)
  expect(performance.now() - start).toBeLessThan(10_000)
})
