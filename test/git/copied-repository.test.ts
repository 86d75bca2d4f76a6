/** The repositories that tests copy are the ones that git makes: else what they show would be of our own making. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bareDesk } from '../support/git/bare-desk.ts'
import { commitFiles, git, QUICK_REMOTE, remoteWith, repositoryWith } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

/** What git says of a repository, its address apart. */
function saidOf(folder: string) {
  const says = (...args: readonly string[]) => git(folder, ...args)
  const gitDir = says('rev-parse', '--absolute-git-dir')
  const isBare = says('rev-parse', '--is-bare-repository') === 'true'
  return {
    // Sound, and nothing that the refs do not lead to.
    problems: says('fsck', '--strict', '--unreachable', '--no-progress'),
    refs: says('for-each-ref', '--format=%(refname) %(symref) %(objectname)'),
    head: says('symbolic-ref', 'HEAD'),
    config: readFileSync(join(gitDir, 'config'), 'utf8'),
    folders: ['info', 'hooks', 'objects/pack', 'refs/heads', 'refs/tags', 'branches'].map((path) =>
      existsSync(join(gitDir, path)),
    ),
    ...(isBare ? {} : ofWorkTree(folder)),
  }
}

function ofWorkTree(folder: string) {
  return {
    status: git(folder, 'status', '--porcelain', '--branch'),
    index: git(folder, 'ls-files', '--stage'),
    // Plumbing does not refresh the index: what it has of each file is of the file that is there.
    unrefreshed: git(folder, 'diff-files'),
  }
}

test('an empty repository', () => {
  const made = folderWith()
  git(made, 'init', '-q', '-b', 'main')
  expect(saidOf(repositoryWith())).toEqual(saidOf(made))
})

test('a second one is a copy of the first, whatever became of that', () => {
  const first = repositoryWith({ a: 'a' })
  git(first, 'config', 'a.b', 'c')
  expect(saidOf(repositoryWith())).toMatchObject({ refs: '', status: '## No commits yet on main', index: '' })
})

test('a bare remote', () => {
  const remote = remoteWith({ 'a/b.json': '{}' })
  const made = join(folderWith(), 'remote.git')
  const source = remote.clone()
  git('/', 'clone', '-q', '--bare', source, made)
  git(made, 'remote', 'remove', 'origin')
  writeFileSync(join(made, 'config'), QUICK_REMOTE, { flag: 'a' })
  expect(saidOf(remote.url.slice('file://'.length))).toEqual(saidOf(made))
})

test('a clone', () => {
  const remote = remoteWith({ 'a/b.json': '{}' })
  const [copied, made] = [remote.clone(), folderWith()]
  git(made, 'clone', '-q', remote.url, '.')
  expect(saidOf(copied)).toEqual(saidOf(made))
})

test('each clone is a folder of its own, and has what the remote has by then', () => {
  const remote = remoteWith()
  const first = remote.clone()
  expect(remote.clone()).not.toBe(first)
  const other = remoteWith()
  const desk = folderWith()
  git(desk, 'clone', '-q', other.url, '.')
  const pushed = commitFiles(desk, { late: 'yes' })
  git(desk, 'push', '-q')
  expect(git(other.clone(), 'rev-parse', 'HEAD')).toBe(pushed)
})

test('what a desk without a repository commits is what a clone commits and pushes', () => {
  const files = { 'a/b.json': '{}', 'policyctl.yaml': 'version: 1\n' }
  const [direct, pushed] = [remoteWith(files), remoteWith(files)]
  const desk = bareDesk({ bare: direct.folder, branch: 'one', from: 'main', alsoAs: 'refs/pull/1/head' })
  const clone = folderWith()
  git(clone, 'clone', '-q', pushed.url, '.')
  git(clone, 'checkout', '-q', '-b', 'one')
  for (const edit of [{ 'a/b.json': '{ }' }, { 'c.yaml': 'x: 1\n' }, {}]) {
    expect(desk.commit(edit)).toBe(desk.head())
    commitFiles(clone, edit)
  }
  git(clone, 'push', '-q', 'origin', 'one', 'HEAD:refs/pull/1/head')
  // All but the time at which they were made.
  const said = (folder: string) => ({
    history: git(folder, 'log', '--format=%T %s %an %ae %cn', 'one'),
    names: git(folder, 'for-each-ref', '--format=%(refname)'),
    isOne: git(folder, 'rev-parse', 'one') === git(folder, 'rev-parse', 'refs/pull/1/head'),
    problems: git(folder, 'fsck', '--strict', '--unreachable', '--no-progress'),
  })
  expect(said(direct.folder)).toEqual(said(pushed.folder))
  desk.startAgain('main')
  expect(existsSync(join(desk.folder, 'c.yaml'))).toBe(false)
  expect(desk.head()).toBe(git(direct.folder, 'rev-parse', 'main'))
})
