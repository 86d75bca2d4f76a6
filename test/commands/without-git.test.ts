/** git is there, in the repository, and not on this machine: what reads only files goes on. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const POLICY =
  'name: a\nspec:\n  policies:\n    - permission: deny\n      operations: [GET]\n      resource: https://a.example/*\n'
const FILES = {
  'policyctl.yaml': 'version: 1\n',
  'policies/a.yaml': POLICY,
  'old/b.yaml': POLICY.replace('deny', 'approval_required').replace('name: a', 'name: a'),
}
const NOTICE = 'git was not asked whether all files are here'

async function withoutGit(args: readonly string[], make = () => repositoryWith(FILES)) {
  const { status, stdout, stderr } = await runInProcess(args, { cwd: make(), env: { PATH: folderWith() } })
  return { status, stdout, stderr, told: stderr.split('git cannot be run').length - 1 }
}

describe('what reads only files', () => {
  test.each([
    [['lint']],
    [['test']],
    [['fmt', '--check']],
    [['explain', 'GET', 'https://a.example/x', '--policy', 'a']],
    [['who-can', 'GET', '*']],
    [['diff', 'dir:old', 'files']],
    [['diff', 'dir:old', 'dir:policies']],
    [['targets']],
  ])('%s', async (args) => {
    const { status, stdout, told } = await withoutGit(args)
    expect([status, stdout === '' && args[0] !== 'fmt', told]).toEqual([0, false, 0])
  })

  test('in a folder of the project too, and where there is no repository', async () => {
    const inFolder = await withoutGit(['who-can', 'GET', '*'], () => join(repositoryWith(FILES), 'policies'))
    expect([inFolder.status, inFolder.told]).toEqual([0, 0])
    const plain = await withoutGit(['who-can', 'GET', '*'], () => folderWith(FILES))
    expect([plain.status, /\bgit\b/.test(plain.stderr)]).toEqual([0, false])
  })

  test('where git would have to say whether all is here: that it was not asked is said, once', async () => {
    const { status, stderr, told } = await withoutGit(['who-can', 'GET', '*'], () => {
      const root = repositoryWith(FILES)
      rmSync(join(root, 'policies/a.yaml'))
      writeFiles(root, { 'policies/b.yaml': POLICY })
      return root
    })
    expect([status, told, stderr.includes(NOTICE)]).toEqual([0, 1, true])
  })
})

test.each([
  [['plan']],
  [['apply', '--yes']],
  [['drift']],
  [['pull']],
  [['adopt', '--all']],
  [['rollback', '--yes']],
  [['diff']],
  [['diff', 'ledger:local', 'files']],
])('%s needs it: 4, and that is said once', async (args) => {
  const { status, stderr, told } = await withoutGit(args)
  expect([status, told]).toEqual([4, 1])
  expect(stderr).toContain('error repository-unusable: git cannot be run')
  expect(stderr).not.toContain(NOTICE)
})
