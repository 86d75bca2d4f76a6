/** What a commit cannot be known to have: each way in which a file that decides differs from HEAD. */
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { uncommittedFiles } from '../../src/git/working-tree.ts'
import { commitFiles, footprint, git, openedRepository, repositoryWith } from '../support/git/git.ts'
import { writeFiles } from '../support/suite/folder.ts'
import { addSubmodule, comparedCheckout } from './checkout.ts'

const FILES = {
  'policies/a.yaml': 'a\n',
  'policies/b.yaml': 'b\n',
  'policies/c*.yaml': 'c\n',
  'policies/a.test.yaml': 't\n',
  'shared/s.yaml': 's\n',
  'shared/deep/d.yaml': 'd\n',
  'policyctl.yaml': 'version: 1\n',
  'other.txt': 'o\n',
  '.gitignore': '*.local.yaml\nown/\n',
}

async function uncommitted(project: string, others: readonly string[] = ['policyctl.yaml']) {
  const { repository, comparison } = await comparedCheckout(project, { others })
  return uncommittedFiles(repository, { paths: ['policies', ...others], comparison })
}

const change = (root: string, path: string): void => appendFileSync(join(root, path), 'more\n')

type Case = readonly [what: string, make: (root: string) => void, expected: readonly string[]]

const CASES: readonly Case[] = [
  ['nothing', () => {}, []],
  ['a file beside', (root) => change(root, 'other.txt'), []],
  ['changed', (root) => change(root, 'policies/a.yaml'), ['policies/a.yaml']],
  ['a name that would be a pattern', (root) => change(root, 'policies/c*.yaml'), ['policies/c*.yaml']],
  ['a test', (root) => change(root, 'policies/a.test.yaml'), ['policies/a.test.yaml']],
  ['the config', (root) => change(root, 'policyctl.yaml'), ['policyctl.yaml']],
  ['removed', (root) => rmSync(join(root, 'policies/b.yaml')), ['policies/b.yaml']],
  ['new', (root) => writeFiles(root, { 'policies/new/ü n.yaml': 'n\n' }), ['policies/new/ü n.yaml']],
  [
    'staged',
    (root) => {
      writeFiles(root, { 'policies/st.yaml': 's\n' })
      git(root, 'add', 'policies/st.yaml')
    },
    ['policies/st.yaml'],
  ],
  [
    'renamed',
    (root) => renameSync(join(root, 'policies/a.yaml'), join(root, 'policies/z.yaml')),
    ['policies/a.yaml', 'policies/z.yaml'],
  ],
  ['ignored', (root) => writeFiles(root, { 'policies/x.local.yaml': 'x\n' }), ['policies/x.local.yaml']],
  [
    'in an ignored folder',
    (root) => writeFiles(root, { 'policies/own/x.yaml': 'x\n' }),
    ['policies/own/x.yaml'],
  ],
  ['ignored, and no policy', (root) => writeFiles(root, { 'policies/own/x.txt': 'x\n' }), []],
  [
    'ignored by the clone',
    (root) => {
      writeFiles(root, { '.git/info/exclude': 'q.yaml\n', 'policies/q.yaml': 'q\n' })
    },
    ['policies/q.yaml'],
  ],
  [
    'assume-unchanged, and changed',
    (root) => {
      git(root, 'update-index', '--assume-unchanged', 'policies/a.yaml', 'policyctl.yaml')
      change(root, 'policies/a.yaml')
    },
    ['policies/a.yaml'],
  ],
  [
    'the config, assume-unchanged, and changed',
    (root) => {
      git(root, 'update-index', '--assume-unchanged', 'policyctl.yaml')
      change(root, 'policyctl.yaml')
    },
    ['policyctl.yaml'],
  ],
  [
    'skip-worktree, on disk, and changed',
    (root) => {
      git(root, 'update-index', '--skip-worktree', 'policies/a.yaml')
      change(root, 'policies/a.yaml')
    },
    ['policies/a.yaml'],
  ],
  [
    'behind a link that is committed',
    (root) => {
      symlinkSync('../shared/s.yaml', join(root, 'policies/s.yaml'))
      commitFiles(root, {})
      change(root, 'shared/s.yaml')
    },
    ['policies/s.yaml', 'shared/s.yaml'],
  ],
  [
    'behind a link to a folder',
    (root) => {
      symlinkSync('../shared/deep', join(root, 'policies/deep'))
      commitFiles(root, {})
      change(root, 'shared/deep/d.yaml')
    },
    ['policies/deep/d.yaml', 'shared/deep/d.yaml'],
  ],
  [
    'a link that is new',
    (root) => symlinkSync('../shared/deep', join(root, 'policies/deep')),
    ['policies/deep', 'policies/deep/d.yaml'],
  ],
  [
    'in a submodule',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      change(folder, 't.yaml')
    },
    ['policies/team'],
  ],
  [
    'ignored in a submodule',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n', '.gitignore': 'i.yaml\n' })
      writeFiles(folder, { 'i.yaml': 'i\n' })
    },
    ['policies/team/i.yaml'],
  ],
  [
    'a submodule that is moved, and staged',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      commitFiles(folder, { 't.yaml': 'T\n' })
      git(root, 'add', 'policies/team')
    },
    ['policies/team'],
  ],
  [
    'line ends that git writes itself',
    (root) => {
      commitFiles(root, { '.gitattributes': '*.yaml text eol=crlf\n' })
      git(root, 'update-index', '--assume-unchanged', 'policies/a.yaml')
      writeFileSync(join(root, 'policies/a.yaml'), 'a\r\n')
    },
    [],
  ],
]

describe('uncommittedFiles: what was done → what no commit has', () => {
  test.each(CASES.map((row) => [row[0], row] as const))('%s', async (_what, [, make, expected]) => {
    const root = repositoryWith(FILES)
    make(root)
    expect(await uncommitted(root)).toEqual(expected)
  })

  test('a project inside the repository: paths from its root', async () => {
    const root = repositoryWith({ 'team/policies/a.yaml': 'a\n', '.gitignore': 'i.yaml\n' })
    writeFiles(root, { 'team/policies/a.yaml': 'A\n', 'team/policies/i.yaml': 'i\n', 'beside.txt': 'b' })
    expect(await uncommitted(join(root, 'team'), [])).toEqual(['policies/a.yaml', 'policies/i.yaml'])
  })

  test('before the first commit', async () => {
    const root = repositoryWith()
    mkdirSync(join(root, 'policies'))
    expect(await uncommitted(root, [])).toEqual([])
    writeFiles(root, { 'policies/a.yaml': 'a\n' })
    expect(await uncommitted(root, [])).toEqual(['policies/a.yaml'])
  })

  test.each(['a commit', 'the first commit'])(
    '%s since the run began: nobody knows of which the files are',
    async (what) => {
      const root = repositoryWith(what === 'a commit' ? FILES : {})
      const repository = await openedRepository(root)
      commitFiles(root, { 'policies/a.yaml': 'A\n' })
      const asked = uncommittedFiles(repository, {
        paths: ['policies'],
        comparison: { unattested: [], reals: new Map() },
      })
      await expect(asked).rejects.toMatchObject({
        code: 'git-busy',
        message: expect.stringMatching(
          /^HEAD was (no commit|[0-9a-f]{12}) when this run began and is [0-9a-f]{12} now/,
        ),
      })
    },
  )

  test('a conflict, a name with spaces and a line end, and a staged file', async () => {
    const root = repositoryWith(FILES)
    git(root, 'checkout', '-q', '-b', 'other')
    commitFiles(root, { 'policies/a.yaml': 'other\n' })
    git(root, 'checkout', '-q', 'main')
    commitFiles(root, { 'policies/a.yaml': 'main\n' })
    expect(() => git(root, 'merge', '-q', 'other')).toThrow()
    writeFiles(root, { 'policies/of two\nlines.yaml': 'x\n', 'policies/staged one.yaml': 'y\n' })
    git(root, 'add', 'policies/staged one.yaml')
    expect(await uncommitted(root)).toEqual([
      'policies/a.yaml',
      'policies/of two\nlines.yaml',
      'policies/staged one.yaml',
    ])
  })

  test('looking leaves the index as it is, even where its times are stale', async () => {
    const root = repositoryWith(FILES)
    git(root, 'update-index', '--assume-unchanged', 'policies/b.yaml')
    writeFiles(root, { 'policies/a.yaml': 'a\n', 'policies/b.yaml': 'B\n' })
    const before = footprint(root)
    expect(await uncommitted(root)).toEqual(['policies/b.yaml'])
    expect(footprint(root)).toBe(before)
  })
})
