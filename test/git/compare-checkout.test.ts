/** What is only absent is told from what was removed: states of a checkout, and what becomes of their policies. */
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compareCheckout } from '../../src/git/compare-checkout.ts'
import { commitFiles, git, openedRepository, repositoryWith } from '../support/git/git.ts'
import { addSubmodule, comparedCheckout } from './checkout.ts'

const FILES = {
  'policies/a.yaml': 'a\n',
  'policies/x/b.yaml': 'b\n',
  'policies/x/b.test.yaml': 't\n',
  'shared/team/c.yaml': 'c\n',
  'shared/team/deep/d.yaml': 'd\n',
  'policyctl.yaml': 'version: 1\n',
}

interface Seen {
  readonly offDisk?: readonly string[]
  readonly absent?: readonly string[]
}

type Case = readonly [what: string, make: (root: string) => void, seen: Seen]

const linkTeam = (root: string, to = '../shared/team'): void => {
  symlinkSync(to, join(root, 'policies/team'))
  commitFiles(root, {})
}

const CASES: readonly Case[] = [
  ['all is there', () => {}, {}],
  ['removed by hand', (root) => rmSync(join(root, 'policies/a.yaml')), {}],
  ['removed and staged', (root) => git(root, 'rm', '-q', 'policies/a.yaml'), {}],
  ['its folder removed by hand', (root) => rmSync(join(root, 'policies'), { recursive: true }), {}],
  [
    'a sparse checkout',
    (root) => git(root, 'sparse-checkout', 'set', 'shared'),
    { offDisk: ['policies/a.yaml=a', 'policies/x/b.test.yaml=t', 'policies/x/b.yaml=b'] },
  ],
  [
    'a sparse checkout by patterns',
    (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!b.*'),
    { offDisk: ['policies/x/b.test.yaml=t', 'policies/x/b.yaml=b'] },
  ],
  [
    'a sparse index',
    (root) => git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'shared'),
    { offDisk: ['policies/a.yaml=a', 'policies/x/b.test.yaml=t', 'policies/x/b.yaml=b'] },
  ],
  [
    'skip-worktree, removed',
    (root) => {
      git(root, 'update-index', '--skip-worktree', 'policies/a.yaml')
      rmSync(join(root, 'policies/a.yaml'))
    },
    { offDisk: ['policies/a.yaml=a'] },
  ],
  [
    'skip-worktree, and a file stands where the folder was',
    (root) => {
      git(root, 'update-index', '--skip-worktree', 'policies/x/b.yaml', 'policies/x/b.test.yaml')
      rmSync(join(root, 'policies/x'), { recursive: true })
      writeFileSync(join(root, 'policies/x'), 'x')
    },
    { offDisk: ['policies/x/b.test.yaml=t', 'policies/x/b.yaml=b'] },
  ],
  ['skip-worktree, on disk', (root) => git(root, 'update-index', '--skip-worktree', 'policies/a.yaml'), {}],
  [
    'assume-unchanged, removed',
    (root) => {
      git(root, 'update-index', '--assume-unchanged', 'policies/a.yaml')
      rmSync(join(root, 'policies/a.yaml'))
    },
    {
      absent: ['policies/a.yaml is not on disk, and git was told to ignore that (assume-unchanged)'],
    },
  ],
  [
    'a submodule that is not initialised',
    (root) => {
      addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      git(root, 'submodule', '--quiet', 'deinit', '--all')
    },
    { absent: ['policies/team is a submodule that is not initialised'] },
  ],
  [
    'a submodule of which not even the folder is there',
    (root) => {
      addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      rmSync(join(root, 'policies/team'), { recursive: true })
    },
    { absent: ['policies/team is a submodule that is not initialised'] },
  ],
  [
    'a submodule at another commit',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      commitFiles(folder, { 't.yaml': 'T\n' })
    },
    { absent: ['policies/team is a submodule at COMMIT, and this repository records COMMIT'] },
  ],
  [
    'a submodule at another commit that is staged',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      commitFiles(folder, { 't.yaml': 'T\n' })
      git(root, 'add', 'policies/team')
    },
    {},
  ],
  [
    'a submodule that is as it should be',
    (root) => void addSubmodule(root, 'policies/team', { 't.yaml': 't\n' }),
    {},
  ],
  [
    'a submodule that is sparse itself',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 'y/t.yaml': 't\n', 'z/u.yaml': 'u\n' })
      git(folder, 'sparse-checkout', 'set', 'y')
    },
    { offDisk: ['policies/team/z/u.yaml=u'] },
  ],
  [
    'a submodule in a submodule, not initialised',
    (root) => {
      const { folder } = addSubmodule(root, 'policies/team', { 't.yaml': 't\n' })
      addSubmodule(folder, 'inner', { 'i.yaml': 'i\n' })
      commitFiles(root, {})
      git(folder, 'submodule', '--quiet', 'deinit', '--all')
    },
    { absent: ['policies/team/inner is a submodule that is not initialised'] },
  ],
  [
    'a submodule beside the policies, that is not initialised',
    (root) => {
      addSubmodule(root, 'vendor', { 't.yaml': 't\n' })
      git(root, 'submodule', '--quiet', 'deinit', '--all')
    },
    {},
  ],
  [
    'a link into a submodule that is not initialised',
    (root) => {
      addSubmodule(root, 'vendor', { 'rules/t.yaml': 't\n' })
      linkTeam(root, '../vendor/rules')
      git(root, 'submodule', '--quiet', 'deinit', '--all')
    },
    { absent: ['policies/team is a submodule that is not initialised'] },
  ],
  ['a link to a folder', (root) => linkTeam(root), {}],
  [
    'a link to a folder of which a sparse checkout leaves a part out',
    (root) => {
      linkTeam(root)
      git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/shared/team/deep')
    },
    { offDisk: ['policies/team/deep/d.yaml=d'] },
  ],
  [
    'a link that was checked out as text',
    (root) => {
      linkTeam(root)
      git(root, 'config', 'core.symlinks', 'false')
      unlinkSync(join(root, 'policies/team'))
      git(root, 'checkout', '--', 'policies/team')
    },
    {
      absent: [
        'policies/team/c.yaml lies behind policies/team, which is a link in git but not on disk',
        'policies/team/deep/d.yaml lies behind policies/team, which is a link in git but not on disk',
      ],
    },
  ],
  [
    'a link that was checked out as text, and the only file that it led to moved',
    (root) => {
      linkTeam(root, '../shared/team/deep')
      git(root, 'config', 'core.symlinks', 'false')
      unlinkSync(join(root, 'policies/team'))
      git(root, 'checkout', '--', 'policies/team')
      renameSync(join(root, 'shared/team/deep/d.yaml'), join(root, 'shared/team/deep/e.yaml'))
    },
    { absent: ['policies/team is a link in git but not on disk'] },
  ],
  [
    'a link to a file that was checked out as text',
    (root) => {
      symlinkSync('../shared/team/c.yaml', join(root, 'policies/c.yaml'))
      commitFiles(root, {})
      git(root, 'config', 'core.symlinks', 'false')
      unlinkSync(join(root, 'policies/c.yaml'))
      git(root, 'checkout', '--', 'policies/c.yaml')
    },
    { absent: ['policies/c.yaml is a link in git but not on disk'] },
  ],
  [
    'a link that was made a file by hand',
    (root) => {
      symlinkSync('../shared/team/c.yaml', join(root, 'policies/c.yaml'))
      commitFiles(root, {})
      unlinkSync(join(root, 'policies/c.yaml'))
      writeFileSync(join(root, 'policies/c.yaml'), 'c\n')
    },
    {},
  ],
  [
    'a link that was removed by hand',
    (root) => {
      linkTeam(root)
      unlinkSync(join(root, 'policies/team'))
    },
    {},
  ],
  [
    'a link that was turned elsewhere by hand',
    (root) => {
      linkTeam(root)
      unlinkSync(join(root, 'policies/team'))
      symlinkSync('../shared/team/deep', join(root, 'policies/team'))
    },
    {},
  ],
  [
    'the target of a link removed by hand',
    (root) => {
      linkTeam(root)
      rmSync(join(root, 'shared/team/c.yaml'))
    },
    {},
  ],
  [
    'the folder of the policies is a link, and its target sparse',
    (root) => {
      renameSync(join(root, 'policies'), join(root, 'rules'))
      symlinkSync('rules', join(root, 'policies'))
      commitFiles(root, {})
      git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/rules/x')
    },
    { offDisk: ['policies/x/b.test.yaml=t', 'policies/x/b.yaml=b'] },
  ],
  [
    'what git does not know',
    (root) => {
      mkdirSync(join(root, 'policies/new'))
      writeFileSync(join(root, 'policies/new/n.yaml'), 'n\n')
    },
    {},
  ],
  [
    'what other tools have',
    (root) => {
      commitFiles(root, { 'policies/.own/x.yaml': 'x\n', 'policies/README.md': 'r\n' })
      git(root, 'update-index', '--assume-unchanged', 'policies/.own/x.yaml', 'policies/README.md')
      rmSync(join(root, 'policies/.own'), { recursive: true })
      rmSync(join(root, 'policies/README.md'))
    },
    {},
  ],
]

describe('compareCheckout: a checkout → what is off the disk, and what is absent', () => {
  test.each(CASES.map((row) => [row[0], row] as const))('%s', async (_what, [, make, seen]) => {
    const root = repositoryWith(FILES)
    make(root)
    const { comparison } = await comparedCheckout(root)
    const off = comparison.offDisk.map(
      ({ file, bytes }) => `${file}=${Buffer.from(bytes).toString().trimEnd()}`,
    )
    const absent = comparison.absent.map(({ path, fact }) =>
      `${path} ${fact}`.replace(/\b[0-9a-f]{12}\b/g, 'COMMIT'),
    )
    expect({ offDisk: off.sort(), absent }).toEqual({
      offDisk: seen.offDisk ?? [],
      absent: seen.absent ?? [],
    })
  })

  test('a project inside the repository', async () => {
    const root = repositoryWith({ 'team/policies/a.yaml': 'a\n', 'team/policies/x/b.yaml': 'b\n' })
    git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/team/policies/x')
    const { comparison } = await comparedCheckout(join(root, 'team'))
    expect(comparison.offDisk.map(({ file }) => file)).toEqual(['policies/x/b.yaml'])
  })

  test('policies at the root of the project', async () => {
    const root = repositoryWith({ 'a.yaml': 'a\n', 'x/b.yaml': 'b\n' })
    git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/x')
    const { comparison } = await comparedCheckout(root, { folder: '.' })
    expect(comparison.offDisk.map(({ file }) => file)).toEqual(['x/b.yaml'])
  })

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      'two files of git are one',
      { 'policies/A.yaml': 'A\n', 'policies/a.yaml': 'a\n' },
      'policies/A.yaml',
      'policies/a.yaml is another file than policies/A.yaml in git, but on this disk both names are one file (it ignores case, or normalises Unicode)',
    ],
    [
      'two folders of git are one, with a file of both',
      { 'policies/X/a.yaml': 'A\n', 'policies/x/a.yaml': 'a\n' },
      'policies/X/a.yaml',
      'policies/x/a.yaml is another file than policies/X/a.yaml in git, but on this disk both names are one file (it ignores case, or normalises Unicode)',
    ],
    [
      'a folder is spelt otherwise',
      { 'policies/team/a.yaml': 'a\n' },
      'policies/Team/a.yaml',
      'policies/team/a.yaml is spelled policies/Team/a.yaml on this disk, where both names are one file (it ignores case, or normalises Unicode)',
    ],
    [
      'a letter is composed otherwise',
      { 'policies/\u00e9.yaml': 'a\n' },
      'policies/e\u0301.yaml',
      'policies/\u00e9.yaml is spelled policies/e\u0301.yaml on this disk, where both names are one file (it ignores case, or normalises Unicode)',
    ],
  ])(
    'a disk that takes names for one, seen through what it yields: %s',
    async (_what, files, yielded, told) => {
      const repository = await openedRepository(repositoryWith(files))
      const disk = { folder: 'policies', files: new Set([yielded]), told: [], others: [] }
      const { absent } = await compareCheckout(repository, disk)
      expect(absent.map(({ path, fact }) => `${path} ${fact}`)).toEqual([told])
    },
  )

  test('nothing is checked out at all', async () => {
    const root = repositoryWith(FILES)
    rmSync(join(root, '.git/index'))
    rmSync(join(root, 'policies'), { recursive: true })
    await openedRepository(root)
    await expect(comparedCheckout(root)).rejects.toMatchObject({
      code: 'files-absent',
      exitStatus: 4,
      message: expect.stringContaining('no file of the repository is checked out'),
    })
  })

  test('a partial clone that does not reach its remote', async () => {
    const { clone, url } = await import('../support/git/git.ts').then(({ remoteWith }) => remoteWith(FILES))
    git(new URL(url).pathname, 'config', 'uploadpack.allowFilter', 'true')
    const root = clone('--filter=blob:none', '--no-checkout')
    git(root, 'sparse-checkout', 'set', 'shared')
    git(root, 'checkout', '-q')
    git(root, 'remote', 'set-url', 'origin', `${url}.gone`)
    await expect(comparedCheckout(root)).rejects.toMatchObject({
      code: 'files-absent',
      message: expect.stringContaining('policies/a.yaml is kept off the disk by the sparse checkout'),
    })
  })
})
