/** Reading without git says what git says, and leaves whatever is unusual to git. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { listTree, looseEntries } from '../../src/git/list-tree.ts'
import { readLoose } from '../../src/git/loose-objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { type Git, gitIn } from '../../src/git/run-git.ts'
import { commitFiles, GIT_ENV, git, openedRepository, repositoryWith } from '../support/git/git.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const FILES = { 'a.txt': 'a\n', 'in/b.txt': 'b\n', 'in/deep/c.txt': '', 'in.txt': 'between\n' }
const fileOf = (root: string, oid: string) => join(root, '.git/objects', oid.slice(0, 2), oid.slice(2))

describe.each(['sha1', 'sha256'])('a repository of %s', (format) => {
  test('a commit, a tree, a file and a tag are read as git reads them', async () => {
    const root = folderWith()
    git(root, 'init', '-q', `--object-format=${format}`)
    commitFiles(root, FILES)
    git(root, 'tag', '-a', '-m', 'one', 'v1')
    const oids = ['HEAD', 'HEAD^{tree}', 'HEAD:a.txt', 'HEAD:in/deep/c.txt', 'v1'].map((name) =>
      git(root, 'rev-parse', name),
    )
    const read = await readLoose((await openedRepository(root)).git, oids)
    expect(read?.map(({ kind }) => kind)).toEqual(['commit', 'tree', 'blob', 'blob', 'tag'])
    for (const [at, oid] of oids.entries()) {
      const said = await gitIn(root, GIT_ENV).run(['cat-file', read?.[at]?.kind ?? '', oid])
      expect(read?.[at]?.content.equals(said)).toBe(true)
    }
  })
})

describe('git has to be asked', () => {
  const cases: readonly (readonly [string, (root: string, oid: string) => void])[] = [
    ['an object in a pack', (root) => void git(root, 'repack', '-q', '-a', '-d')],
    [
      'an object that is another one',
      (root, oid) => {
        const other = fileOf(root, git(root, 'rev-parse', 'HEAD:in/b.txt'))
        rmSync(fileOf(root, oid))
        renameSync(other, fileOf(root, oid))
      },
    ],
    [
      'damage',
      (root, oid) => {
        chmodSync(fileOf(root, oid), 0o644)
        writeFiles(root, { [fileOf('', oid)]: 'x' })
      },
    ],
    ['objects that replace others', replace],
    [
      'objects that replace others, in packed refs',
      (root, oid) => {
        replace(root, oid)
        git(root, 'pack-refs', '--all')
        rmSync(join(root, '.git/refs/replace'), { recursive: true, force: true })
      },
    ],
  ]
  test.each(cases)('%s', async (_case, make) => {
    const root = repositoryWith(FILES)
    const oid = git(root, 'rev-parse', 'HEAD:a.txt')
    make(root, oid)
    expect(await readLoose((await openedRepository(root)).git, [oid])).toBe(null)
  })

  test('what is no whole id', async () => {
    const { git: opened, head } = await openedRepository(repositoryWith(FILES))
    for (const asked of ['HEAD', (head ?? '').slice(0, 8), ''])
      expect(await readLoose(opened, [asked])).toBe(null)
  })

  test('where nobody has asked where the objects are', async () => {
    const root = repositoryWith(FILES)
    expect(await readLoose(gitIn(root, GIT_ENV), [git(root, 'rev-parse', 'HEAD')])).toBe(null)
  })

  test('many', async () => {
    const root = repositoryWith(FILES)
    const { git: opened, head } = await openedRepository(root)
    const times = (length: number) => Array.from({ length }, () => head ?? '')
    expect((await readLoose(opened, times(200)))?.length).toBe(200)
    expect(await readLoose(opened, times(201))).toBe(null)
  })
})

test.each<[string, (tree: Buffer) => Buffer]>([
  ['cut off', (tree) => tree.subarray(0, -1)],
  [
    'without the end of a name',
    (tree) => Buffer.from(tree.toString('latin1').replaceAll('\0', 'x'), 'latin1'),
  ],
  ['with a name twice', (tree) => Buffer.concat([tree, tree])],
  [
    'with a slash in a name',
    (tree) => Buffer.from(tree.toString('latin1').replace('a.txt', 'a/txt'), 'latin1'),
  ],
  ['with a mode of old gits', (tree) => withMode(tree, '100664')],
  ['with a link of another mode', (tree) => withMode(tree, '120777')],
  ['with a mode that is none', (tree) => withMode(tree, '060000')],
])('a tree %s is left to git', async (_what, damage) => {
  const root = repositoryWith(FILES)
  const tree = Buffer.from(
    execFileSync('git', ['cat-file', 'tree', 'HEAD^{tree}'], {
      cwd: root,
      env: { ...process.env, ...GIT_ENV },
    }),
  )
  writeFileSync(join(root, 'tree'), damage(tree))
  const oid = git(root, 'hash-object', '--literally', '-w', '-t', 'tree', 'tree')
  const { git: opened } = await openedRepository(root)
  expect((await readLoose(opened, [oid]))?.[0]?.kind).toBe('tree')
  expect(await looseEntries(opened, oid, '')).toBe(null)
})

function withMode(tree: Buffer, mode: string): Buffer {
  return Buffer.from(tree.toString('latin1').replace('100644 a.txt', `${mode} a.txt`), 'latin1')
}

test('a link of another mode is a link, whoever reads the tree', async () => {
  const root = repositoryWith(FILES)
  const tree = execFileSync('git', ['cat-file', 'tree', 'HEAD^{tree}'], { cwd: root })
  writeFileSync(join(root, 'tree'), withMode(tree, '120777'))
  const oid = git(root, 'hash-object', '--literally', '-w', '-t', 'tree', 'tree')
  const modes = (await listTree((await openedRepository(root)).git, oid)).map(({ mode, path }) => [
    path,
    mode,
  ])
  expect(modes).toContainEqual(['a.txt', '120000'])
})

test('an object whose header has another size is left to git', async () => {
  const root = repositoryWith(FILES)
  const object = Buffer.from('blob 3\0abcdef')
  const oid = createHash('sha1').update(object).digest('hex')
  const file = fileOf(root, oid)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, deflateSync(object))
  expect(await readLoose((await openedRepository(root)).git, [oid])).toBe(null)
})

function replace(root: string, oid: string): void {
  writeFiles(root, { 'other.txt': 'another\n' })
  git(root, 'replace', oid, git(root, 'hash-object', '-w', 'other.txt'))
}

test('a linked worktree has the objects of its clone', async () => {
  const root = repositoryWith(FILES)
  const linked = join(folderWith(), 'linked')
  git(root, 'worktree', 'add', '-q', linked)
  const opened = await openRepository({ root: linked, env: GIT_ENV })
  if (opened.git === null) throw new Error(opened.reason)
  expect((await readLoose(opened.git, [opened.head ?? '']))?.[0]?.kind).toBe('commit')
})

test('a tree is listed as git lists it; what lies behind a submodule, git decides', async () => {
  const root = repositoryWith(FILES)
  symlinkSync('a.txt', join(root, 'in/link'))
  writeFiles(root, { 'in/run.sh': '#!/bin/sh\n' })
  chmodSync(join(root, 'in/run.sh'), 0o755)
  const commit = commitFiles(root, {})
  git(root, 'update-index', '--add', '--cacheinfo', `160000,${commit},in/sub`)
  git(root, 'commit', '-q', '-m', 'A submodule')
  const { git: opened, head } = await openedRepository(root)
  const listed = (of: Git, path: string) => listTree(of, head ?? '', path)
  for (const path of [
    '',
    'in',
    'in/deep',
    'in/deep/c.txt',
    'a.txt',
    'a.txt/x',
    'in/sub',
    'gone',
    'in/gone/x',
  ]) {
    expect(await looseEntries(opened, head ?? '', path)).not.toBe(null)
    expect(await listed(opened, path)).toEqual(await listed(gitIn(root, GIT_ENV), path))
  }
  expect(await looseEntries(opened, head ?? '', 'in/sub/x')).toBe(null)
  expect(await listed(opened, 'in/sub/x')).toEqual([])
})
