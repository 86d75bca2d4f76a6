/** A merge that somebody left undone is told as such, once, wherever it stands. */
import { expect, test } from 'vitest'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { parseTestFile } from '../../src/parse/parse-test-file.ts'

const rule = (operation: string): string =>
  `    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }`
const POLICY = `name: a\nspec:\n  policies:\n${rule('GET')}\n`
const conflict = (ours: string, theirs: string, end = '\n'): string =>
  ['<<<<<<< HEAD', ours, '=======', theirs, '>>>>>>> topic', ''].join(end)

test.each([
  ['of a rule', 'a.yaml', 4, `name: a\nspec:\n  policies:\n${conflict(rule('GET'), rule('POST'))}`],
  ['of a name', 'a.yaml', 1, `${conflict('name: a', 'name: b')}spec:\n  policies:\n${rule('GET')}\n`],
  ['of a whole file, with CRLF', 'a.yaml', 1, conflict(POLICY, '', '\r\n')],
  [
    'of diff3, in a second document',
    'a.yaml',
    6,
    `${POLICY}---\n${conflict('name: b\n||||||| base\nname: c', 'name: d')}`,
  ],
  ['of JSON', 'a.json', 2, `{\n${conflict('"name": "a"', '"name": "b"')}}\n`],
])('%s', (_case, file, line, text) => {
  const { policies, findings } = parsePolicyFile(`policies/${file}`, Buffer.from(text))
  expect(policies).toEqual([])
  expect(findings).toMatchObject([
    { line, column: 1, severity: 'error', message: 'a merge conflict is left in this file' },
  ])
})

test('of policy tests', () => {
  const text = `tests:\n${conflict('  - request: GET https://x.example/', '  - request: PUT https://x.example/')}`
  expect(parseTestFile('policies/a.test.yaml', Buffer.from(text)).findings).toMatchObject([
    { line: 2, message: 'a merge conflict is left in this file' },
  ])
})

test.each([
  ['half of one', `<<<<<<< HEAD\n${POLICY}`, 'this YAML cannot be read'],
  ['in a comment', `${POLICY}# <<<<<<< HEAD\n# >>>>>>> topic\n`, null],
  ['in a text', `${POLICY}  approvals:\n    - { name: "<<<<<<< HEAD\\n>>>>>>> topic" }\n`, null],
])('%s is none', (_case, text, said) => {
  const { findings } = parsePolicyFile('policies/a.yaml', Buffer.from(text))
  const messages = findings.map(({ message }) => message).join('\n')
  expect(messages).not.toContain('merge conflict')
  if (said === null) expect(messages).toBe('')
  else expect(messages).toContain(said)
})
