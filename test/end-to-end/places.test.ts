import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configFor, policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, footprint, git, remoteWith, repositoryWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const APPLY = ['apply', '--yes', '--quiet']
const FILES = { a: A, b: B }

describe('an apply works', () => {
  test('without git: all but deletes, and it says so', async () => {
    const project = await projectWith()
    const root = folderWith({
      'policyctl.yaml': configFor({ production: project.endpoint }),
      ...policyFiles(FILES),
    })
    const result = await project.runIn(root, ['apply', '--yes'])
    expect(result.status).toBe(0)
    expect(`${result.stdout}${result.stderr}`).toMatch(/no git repository/)
    rmSync(join(root, 'policies/b.json'))
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(await project.live()).toEqual(FILES)
  })

  test('before the first commit, and in a repository without a remote', async () => {
    const project = await projectWith()
    const root = folderWith({
      'policyctl.yaml': configFor({ production: project.endpoint }),
      ...policyFiles(FILES),
    })
    git(root, 'init', '-q')
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    rmSync(join(root, 'policies/b.json'))
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual({ a: A })
    expect(git(root, 'log', '-1', '--format=%an', 'refs/policyctl/ledger/production')).toBe('policyctl')
  })

  test('with hooks that refuse everything', async () => {
    const project = await projectWith({ files: FILES })
    const { root } = project
    for (const hook of ['pre-push', 'reference-transaction', 'pre-commit', 'post-checkout']) {
      writeFiles(root, { [`.git/hooks/${hook}`]: '#!/bin/sh\nexit 1\n' })
      chmodSync(join(root, '.git/hooks', hook), 0o755)
    }
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/ledger/production')).not.toBe('')
  })

  test('on a detached HEAD', async () => {
    const project = await projectWith({ files: FILES })
    const { root } = project
    git(root, 'checkout', '-q', '--detach')
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    const commit = git(
      root,
      'log',
      '-1',
      '--format=%(trailers:key=Policyctl-Commit,valueonly)',
      'refs/policyctl/ledger/production',
    )
    expect(commit.trim()).toBe(git(root, 'rev-parse', 'HEAD'))
  })

  test('in a worktree', async () => {
    const project = await projectWith({ files: FILES })
    const { root } = project
    const worktree = join(folderWith(), 'wt')
    git(root, 'worktree', 'add', '-q', '-b', 'topic', worktree)
    git(worktree, 'rm', '-q', 'policies/b.json')
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(await project.runIn(worktree, APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual({ a: A })
  })

  test("in a submodule: with the submodule's own remote", async () => {
    const project = await projectWith({ files: FILES })
    const root = remoteWith().clone()
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', project.remote.url, 'sub')
    expect(await project.runIn(join(root, 'sub'), APPLY)).toMatchObject({ status: 0, stderr: '' })
    expect(git(root, 'for-each-ref', 'refs/policyctl')).toBe('')
    expect(git(join(root, 'sub'), 'ls-remote', 'origin', 'refs/policyctl/ledger/production')).not.toBe('')
  })

  test('in a sparse checkout: what is not on disk is not gone', async () => {
    const project = await projectWith({ files: FILES })
    const { root } = project
    writeFiles(root, { 'policies/far/c.yaml': `name: c\nspec: ${JSON.stringify(A)}\n` })
    commitFiles(root, {})
    expect(await project.runIn(root, APPLY)).toMatchObject({ status: 0, stderr: '' })
    git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/policies/far/')
    const { status, stdout } = await project.runIn(root, ['plan', '--format', 'json'])
    expect([status, JSON.parse(stdout).steps]).toEqual([0, []])
    expect((await project.runIn(root, ['diff', '--exit-code'], { target: null })).status).toBe(0)
    expect(await project.live()).toEqual({ a: A, b: B, c: A })
  })

  test('in a bare repository: as without git', async () => {
    const project = await projectWith()
    const root = folderWith()
    git(root, 'init', '-q', '--bare')
    writeFiles(root, { 'policyctl.yaml': configFor({ production: project.endpoint }), ...policyFiles(FILES) })
    const result = await project.runIn(root, ['apply', '--yes'])
    expect(`${result.stdout}${result.stderr}`).toMatch(/bare/)
    expect(await project.live()).toEqual(FILES)
  })

  test('with an embedded target: ledger and lock stay in this repository', async () => {
    const project = await projectWith({ files: FILES })
    const { root } = project
    writeFiles(root, {
      'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
    })
    for (const args of [APPLY, APPLY]) {
      expect(await project.runIn(root, [...args, '--target', 'local'], { target: null })).toMatchObject({
        status: 0,
        stderr: '',
      })
    }
    git(root, 'rm', '-q', 'policies/b.json')
    expect((await project.runIn(root, [...APPLY, '--target', 'local'], { target: null })).status).toBe(0)
    expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe('')
    expect(
      git(root, 'ls-tree', '-r', '--name-only', 'refs/policyctl/ledger/local', 'policies/', 'pending/'),
    ).toBe('policies/a.json')
  })
})

test('a lock file that a git left behind: 4 with its name, and nothing written', async () => {
  const root = repositoryWith({
    'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
    ...policyFiles(FILES),
    '.git/refs/policyctl/lock/local.lock': '',
  })
  const result = await runInProcess(['apply', '--yes', '--target', 'local'], { cwd: root })
  expect([result.status, result.stderr]).toEqual([
    4,
    expect.stringContaining("error git-busy: git's lock file '"),
  ])
  expect(result.stderr).toContain('/.git/refs/policyctl/lock/local.lock')
  expect(existsSync(join(root, '.policyctl/local.json'))).toBe(false)
})

test('git off the PATH, a clone of another remote name, GIT_DIR: 4, never an apply without its guards', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const renamed = project.remote.clone()
  git(renamed, 'remote', 'rename', 'origin', 'upstream')
  const bin = folderWith({ node: `#!/bin/sh\nexec '${process.execPath}' "$@"\n` })
  chmodSync(join(bin, 'node'), 0o755)
  const cases = [
    [root, { PATH: bin }, 'error repository-unusable: git cannot be run'],
    [root, { GIT_DIR: join(renamed, '.git') }, 'error repository-unusable: GIT_DIR names'],
    [renamed, {}, "error remote-unknown: the repository has no remote 'origin'; it has 'upstream'"],
  ] as const
  for (const [folder, env, message] of cases) {
    const result = await project.runIn(folder, APPLY, { env })
    expect([result.status, result.stderr]).toEqual([4, expect.stringContaining(message)])
  }
  expect(await project.live()).toEqual({})
})

test('working tree, index, HEAD and branches: untouched by everything that only looks or applies', async () => {
  const project = await projectWith({ files: FILES, live: { stranger: B } })
  const root = project.remote.clone('--depth=1')
  writeFiles(root, { 'README.md': 'changed\n', 'new.txt': 'new\n', 'policies/a.test.yaml': 'tests: []\n' })
  git(root, 'add', 'new.txt')
  mkdirSync(join(root, 'empty'))
  const before = footprint(root)
  const commands = [
    ['plan'],
    ['apply', '--yes'],
    ['drift'],
    ['diff', '--target', 'production'],
    ['lint'],
    ['fmt', '--check'],
    ['test'],
    ['unlock', '--yes'],
    ['rollback', '--yes'],
    ['explain', 'GET', 'https://a.io/x', '--policy', 'a'],
    ['who-can', 'GET', 'https://a.io/*'],
  ]
  for (const command of commands) {
    const { status, stderr } = await project.runIn(root, command)
    expect([command[0], stderr.includes('error internal'), status === null]).toEqual([
      command[0],
      false,
      false,
    ])
    expect(footprint(root), command.join(' ')).toBe(before)
  }
})
