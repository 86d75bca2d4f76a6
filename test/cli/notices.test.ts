/** What a run tells on the way, and what it answers beside the result, goes to standard error as far as it is wanted. */
import { expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const A =
  'name: a\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.io/*" }] }\n'

const NO_TARGET = 'no target is named: using the embedded workspace .policyctl/local.json\n'
const NO_FILES = 'no policy files below policies/\n'

test.each<[readonly string[], Readonly<Record<string, string>>, string]>([
  [['lint'], { 'policyctl.yaml': '' }, NO_FILES],
  [['lint', '--quiet'], { 'policyctl.yaml': '' }, ''],
  [['plan'], { 'policies/a.yaml': A }, NO_TARGET],
  [['plan', '--quiet'], { 'policies/a.yaml': A }, ''],
  [['plan', '--quiet', '--format', 'json'], { 'policies/a.yaml': A }, ''],
  [
    ['explain', 'GTE', 'https://a.io/x'],
    { 'policies/a.yaml': A },
    'GTE is not a usual HTTP method; did you mean GET?\n',
  ],
  [['explain', 'GTE', 'https://a.io/x', '--quiet'], { 'policies/a.yaml': A }, ''],
])('%j: notes are left out with --quiet', async (args, files, stderr) => {
  const cwd = folderWith(files)
  expect((await runInProcess(args, { cwd })).stderr).toBe(stderr)
})

test('a note shows what acts in a terminal by its code', async () => {
  const cwd = folderWith({ 'policies/a.yaml': A })
  const { stderr } = await runInProcess(['who-can', 'GET', 'https://a.io/\u001b[31m{x}'], { cwd })
  expect(stderr).toContain("'https://a.io/\\u{1b}[31m{x}' matches no real request")
})

test('what stands against the files is said also with --quiet, and the document is the one of lint', async () => {
  const cwd = repositoryWith({ 'policies/a.yaml': 'name: a\nspec: { policies: [{ permission: maybe }] }\n' })
  for (const command of [['plan'], ['apply', '--yes']]) {
    const result = await runInProcess([...command, '--target', 'local', '--quiet', '--format', 'json'], {
      cwd,
    })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('policies/a.yaml:2:')
    expect(result.stderr).toContain('1 finding of severity error in the policy files: nothing was planned')
    expect(JSON.parse(result.stdout)).toMatchObject({ summary: { errors: 1 } })
  }
})
