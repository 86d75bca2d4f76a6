import { describe, expect, test } from 'vitest'
import { formatPolicyFile } from '../../src/parse/format-policy-file.ts'

const policy = (...lines: readonly string[]): string => `name: a\nspec:\n  policies:\n${lines.join('\n')}\n`
const C = '# policyctl-ignore check: why'

describe('a comment stays with its item', () => {
  test.each([
    [
      'behind an item and its comma',
      `name: a\nspec:\n  policies: [\n    { permission: allow, tags: [a] }, ${C}\n    { permission: deny },\n  ]\n`,
      policy(`    ${C}`, '    - permission: allow', '      tags: [a]', '    - permission: deny'),
    ],
    [
      'behind the last item',
      `name: a\nspec:\n  policies: [\n    { permission: allow },\n    { permission: deny } ${C}\n  ]\n`,
      policy('    - permission: allow', `    ${C}`, '    - permission: deny'),
    ],
    [
      'behind a rule between braces',
      policy(`    - { permission: allow } ${C}`, '    - permission: deny'),
      policy(`    ${C}`, '    - permission: allow', '    - permission: deny'),
    ],
    [
      'behind values between brackets',
      policy(
        '    - permission: allow',
        '      operations: [',
        `        get, ${C}`,
        '        PUT,',
        '      ]',
      ),
      policy('    - permission: allow', '      operations:', `        - get ${C}`, '        - PUT'),
    ],
    [
      'above a rule whose keys are put in order',
      policy(`    ${C}`, '    - resource: https://a.example/*', '      permission: allow'),
      policy(`    ${C}`, '    - permission: allow', '      resource: https://a.example/*'),
    ],
    [
      'behind the first line of a rule whose keys are put in order',
      policy(`    - tags: [a] ${C}`, '      permission: allow', '      operations: [GET]'),
      policy(`    ${C}`, '    - permission: allow', '      operations: [GET]', '      tags: [a]'),
    ],
    [
      'about a field that would come to stand on the first line: the keys stay',
      policy('    - tags: [a]', `      permission: allow ${C}`, '      operations: [GET]'),
      policy('    - tags: [a]', `      permission: allow ${C}`, '      operations: [GET]'),
    ],
  ])('%s', (_case, text, expected) => {
    expect(formatPolicyFile('a.yaml', text)).toEqual({ kind: 'formatted', text: expected })
  })

  test('where that cannot be, the file is left alone', () => {
    const text = policy('    - {', `        permission: allow, ${C}`, '        tags: [a],', '      }')
    expect(formatPolicyFile('a.yaml', text)).toEqual({
      kind: 'left',
      reason: 'a policyctl-ignore comment would apply to another line',
    })
  })
})
