import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listIndex } from '../../src/git/index-entries.ts'
import { readPlainIndex } from '../../src/git/read-index.ts'
import { commitFiles, git, openedRepository, repositoryWith } from '../support/git/git.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const read = (root: string) => readPlainIndex(join(root, '.git'))
const listed = (root: string) =>
  git(root, 'ls-files', '-z')
    .split('\0')
    .filter((path) => path !== '')

describe('what git lists is what is read', () => {
  // Version 4 cuts names within a letter where letters begin alike.
  const name = fc.stringMatching(/^[a-cèéê😀😁]{1,9}$/u)
  const paths = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  })

  test.each(['2', '3', '4'])('version %s, names of any length', (version) => {
    fc.assert(
      fc.property(paths, (each) => {
        const files = Object.fromEntries(each.map((parts) => [`${parts.join('/')}.yaml`, 'x\n']))
        const root = folderWith()
        git(root, 'init', '-q')
        writeFiles(root, files)
        git(root, 'add', '-A')
        git(root, 'update-index', '--index-version', version)
        expect(read(root)?.map(({ path }) => path)).toEqual(listed(root))
        expect(read(root)?.every(({ isPlainFile }) => isPlainFile)).toBe(true)
        expect(read(root)?.map(({ mode, oid }) => `${mode} ${oid}`)).toEqual(
          git(root, 'ls-files', '--format=%(objectmode) %(objectname)').split('\n'),
        )
      }),
      { numRuns: 12 },
    )
  })
})

describe('what is no plain file', () => {
  const cases: readonly (readonly [string, (root: string) => void])[] = [
    ['kept off the disk', (root) => git(root, 'update-index', '--skip-worktree', 'b.txt')],
    [
      'a link',
      (root) => {
        git(root, 'rm', '-q', 'b.txt')
        symlinkSync('a.txt', join(root, 'b.txt'))
        git(root, 'add', '-A')
      },
    ],
    [
      'a submodule',
      (root) => {
        git(root, 'rm', '-q', 'b.txt')
        const head = git(root, 'rev-parse', 'HEAD')
        git(root, 'update-index', '--add', '--cacheinfo', `160000,${head},b.txt`)
      },
    ],
    [
      'a side of a conflict',
      (root) => {
        git(root, 'checkout', '-q', '-b', 'other', 'HEAD~1')
        commitFiles(root, { 'b.txt': 'other\n' })
        expect(() => git(root, 'merge', '-q', 'main')).toThrow()
      },
    ],
  ]
  test.each(cases)('%s', (_case, make) => {
    const root = repositoryWith({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    commitFiles(root, { 'b.txt': 'c\n' })
    make(root)
    const entries = read(root) ?? []
    expect(entries.filter(({ path }) => path === 'b.txt').map(({ isPlainFile }) => isPlainFile)).toContain(
      false,
    )
    expect(entries.find(({ path }) => path === 'a.txt')?.isPlainFile).toBe(true)
  })
})

describe('git has to be asked', () => {
  const cases: readonly (readonly [string, (root: string) => void])[] = [
    ['a split index', (root) => git(root, 'update-index', '--split-index')],
    ['a sparse index', (root) => git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in')],
    [
      'no checksum (index.skipHash)',
      (root) => {
        const index = readFileSync(join(root, '.git/index'))
        writeFileSync(join(root, '.git/index'), index.fill(0, index.length - 20))
      },
    ],
    ['damage', (root) => writeFiles(root, { '.git/index': 'DIRC' })],
    ['nothing', (root) => git(root, 'read-tree', '--empty')],
  ]
  test.each(cases)('%s', (_case, make) => {
    const root = repositoryWith({ 'in/a.txt': 'a\n', 'out/b.txt': 'b\n' })
    make(root)
    expect(read(root)?.map(({ path }) => path) ?? []).toEqual([])
  })

  test('another hash', () => {
    const root = folderWith({ 'a.txt': 'a\n' })
    git(root, 'init', '-q', '--object-format=sha256')
    git(root, 'add', '-A')
    expect(read(root)).toBe(null)
  })

  test('no index', () => {
    expect(readPlainIndex(folderWith())).toBe(null)
  })
})

describe('entries at or below paths of the project: what git lists, whoever reads the index', () => {
  const FILES = {
    'p/a.yaml': 'a\n',
    'p/in/b.yaml': 'b\n',
    'p/in.yaml': 'between\n',
    'p/é.yaml': 'é\n',
    'other.yaml': 'x\n',
  }
  const marks: readonly (readonly [string, (root: string) => void])[] = [
    ['nothing unusual', () => {}],
    [
      'a file that git was told not to look at',
      (root) => git(root, 'update-index', '--assume-unchanged', 'p/a.yaml'),
    ],
    [
      'a file that is kept off the disk',
      (root) => git(root, 'update-index', '--skip-worktree', 'p/in/b.yaml'),
    ],
    ['a split index', (root) => git(root, 'update-index', '--split-index')],
  ]
  test.each(marks)('%s', async (_case, mark) => {
    const root = repositoryWith(FILES)
    mark(root)
    const opened = await openedRepository(join(root, 'p'))
    for (const paths of [
      [],
      ['.'],
      ['in'],
      ['in', 'a.yaml'],
      ['in/b.yaml', 'gone'],
      ['é.yaml'],
      ['./in'],
      ['i'],
    ]) {
      const below = paths.length === 0 ? ['..'] : paths
      const lines = git(join(root, 'p'), 'ls-files', '-s', '-v', '-z', '--full-name', '--', ...below)
      const listed = (await listIndex(opened, paths)).map(
        ({ mode, oid, path, isSkipped, isAssumed }) =>
          `${isSkipped ? 'S' : isAssumed ? 'h' : 'H'} ${mode} ${oid} 0\t${path}\0`,
      )
      expect(listed.join('')).toBe(lines)
    }
  })
})
