/** Pointers and locked files where a text should be: told for what they are, wherever they stand. */
import { describe, expect, test } from 'vitest'
import { decidingText } from '../../src/files/read-deciding-file.ts'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { parseTestFile } from '../../src/parse/parse-test-file.ts'

const LFS =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n'
const ANNEX =
  '/annex/objects/SHA256E-s31390--f50d7ac4c6b9031379986bc362fcefb65f1e52621ce1708d537e740fefc59cc0.yaml\n'
const CRYPT = Buffer.concat([Buffer.from('\0GITCRYPT\0'), Buffer.from([0xff, 0x00, 0x81])])

const CASES = [
  ['Git LFS', Buffer.from(LFS), 'is a Git LFS pointer, and its content is not here', 'git lfs pull'],
  ['git-annex', Buffer.from(ANNEX), 'is a git-annex pointer, and its content is not here', 'git annex get'],
  ['git-crypt', CRYPT, 'is encrypted by git-crypt, and locked', 'git-crypt unlock'],
] as const

describe.each(CASES)('%s', (_filter, bytes, fact, hint) => {
  test.each(['policies/a.yaml', 'policies/a.json'])(
    'as %s: one finding, and nothing is read into it',
    (file) => {
      const { policies, findings } = parsePolicyFile(file, bytes)
      expect([policies, findings]).toEqual([
        [],
        [
          expect.objectContaining({
            check: 'content-elsewhere',
            severity: 'error',
            message: `this file ${fact}`,
            hint: expect.stringContaining(hint),
          }),
        ],
      ])
    },
  )

  test('as policy tests', () => {
    expect(parseTestFile('policies/a.test.yaml', bytes).findings).toMatchObject([
      { check: 'content-elsewhere' },
    ])
  })

  test.each(['config-invalid', 'baseline-invalid'] as const)('as what decides: %s', (code) => {
    const read = () => decidingText(bytes, { code, largest: 1000, shown: 'policyctl.yaml' })
    expect(read).toThrow(
      expect.objectContaining({
        code,
        message: `policyctl.yaml ${fact}`,
        hint: expect.stringContaining(hint),
      }),
    )
  })
})

test.each(['version: 1\n', 'version https\n', '/a: b\n', '\0', ''])('%j is none', (text) => {
  const { findings } = parsePolicyFile('policies/a.yaml', Buffer.from(text))
  expect(findings.map(({ check }) => check)).not.toContain('content-elsewhere')
})
