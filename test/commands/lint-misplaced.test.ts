import { describe, expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const POLICY = 'name: pay\nspec: { policies: [{ permission: deny, resource: "https://a.example/*" }] }\n'
const BINDING =
  'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: b }\nspec: { policyRef: { name: pay }, subjects: [] }\n'
const TEST = 'tests:\n  - policies: [pay]\n    request: GET https://a.example/\n    expect: deny\n'

const found = async (files: Readonly<Record<string, string>>, ...args: string[]) => {
  const { status, stdout } = await runInProcess(['lint', '--format', 'json', ...args], {
    cwd: folderWith(files),
  })
  const { findings } = JSON.parse(stdout) as { findings: { check: string; file: string; line: number }[] }
  return { status, findings: findings.map(({ check, file, line }) => `${check} ${file}:${line}`) }
}

describe('a policy in a file that is read as tests', () => {
  test.each([
    ['a policy', 'policies/pay.test.yaml', POLICY, ['misplaced-policy policies/pay.test.yaml:2']],
    ['a policy, .yml', 'policies/pay.TEST.yml', POLICY, ['misplaced-policy policies/pay.TEST.yml:2']],
    ['a binding', 'policies/b.test.yaml', BINDING, ['misplaced-policy policies/b.test.yaml:1']],
    [
      'behind tests',
      'policies/pay.test.yaml',
      `${TEST}---\n${POLICY}`,
      ['misplaced-policy policies/pay.test.yaml:7'],
    ],
    [
      'a test file that nobody can read',
      'policies/pay.test.yaml',
      'name: [',
      ['unreadable-yaml policies/pay.test.yaml:1'],
    ],
  ])('%s', async (_case, file, text, expected) => {
    const files = { 'policies/pay.yaml': POLICY, [file]: text }
    expect(await found(files)).toEqual({ status: 1, findings: expected })
    expect(await found(files, 'policies')).toEqual({ status: 1, findings: expected })
  })

  test('plan refuses the files', async () => {
    const cwd = folderWith({ 'policies/pay.test.yaml': POLICY })
    const { status, stderr } = await runInProcess(['plan'], { cwd })
    expect([status, stderr]).toEqual([1, expect.stringContaining('misplaced-policy')])
  })

  test('tests alone, also wrong ones: nothing', async () => {
    const files = {
      'policies/pay.yaml': POLICY,
      'policies/pay.test.yaml': TEST,
      'policies/x.test.yaml': 'tets: []\n',
    }
    expect((await found(files)).findings).not.toContainEqual(expect.stringContaining('misplaced'))
  })
})
