import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitState, sparseFiles, uncommittedFiles } from '../../src/git/working-tree.ts'
import { writeFiles } from '../support/folder.ts'
import { footprint, git, openedRepository, repositoryWith } from '../support/git.ts'

const FILES = {
  'policies/a.yaml': 'a\n',
  'policies/b.yaml': 'b\n',
  'policies/c*.yaml': 'c\n',
  'other.txt': 'o\n',
}

describe('uncommittedFiles', () => {
  test('changed, staged, removed, new: all of them; clean: none', async () => {
    const root = repositoryWith(FILES)
    const repository = await openedRepository(root)
    expect(await uncommittedFiles(repository, ['policies'])).toEqual([])
    writeFiles(root, {
      'policies/a.yaml': 'A\n',
      'policies/new/ü n.yaml': 'n\n',
      'policies/st.yaml': 's\n',
      'other.txt': 'O\n',
    })
    git(root, 'add', 'policies/st.yaml')
    rmSync(join(root, 'policies/b.yaml'))
    expect(await uncommittedFiles(repository, ['policies'])).toEqual([
      'policies/a.yaml',
      'policies/b.yaml',
      'policies/new/ü n.yaml',
      'policies/st.yaml',
    ])
    expect(await uncommittedFiles(repository, ['policies/a.yaml', 'policies/c*.yaml'])).toEqual([
      'policies/a.yaml',
    ])
  })

  test('a project inside the repository: paths from its root', async () => {
    const root = repositoryWith({ 'team/policies/a.yaml': 'a\n' })
    writeFiles(root, { 'team/policies/a.yaml': 'A\n', 'beside.txt': 'b' })
    expect(await uncommittedFiles(await openedRepository(join(root, 'team')), [])).toEqual([
      'policies/a.yaml',
    ])
  })

  test('looking leaves the index as it is, even where its times are stale', async () => {
    const root = repositoryWith(FILES)
    writeFiles(root, { 'policies/a.yaml': 'a\n' })
    const before = footprint(root)
    expect(await uncommittedFiles(await openedRepository(root), ['policies'])).toEqual([])
    expect(footprint(root)).toBe(before)
  })
})

describe('gitState', () => {
  test('clean, dirty, no commit', async () => {
    const root = repositoryWith(FILES)
    const commit = git(root, 'rev-parse', 'HEAD')
    expect(await gitState(await openedRepository(root), ['policies'])).toEqual({ commit, dirty: false })
    writeFiles(root, { 'other.txt': 'x' })
    expect(await gitState(await openedRepository(root), ['policies'])).toEqual({ commit, dirty: false })
    writeFiles(root, { 'policies/a.yaml': 'x' })
    expect(await gitState(await openedRepository(root), ['policies'])).toEqual({ commit, dirty: true })
    expect(await gitState(await openedRepository(repositoryWith()), ['policies'])).toEqual({
      commit: null,
      dirty: false,
    })
  })
})

describe('sparseFiles', () => {
  test('what a sparse checkout keeps off the disk, with the content of HEAD', async () => {
    const root = repositoryWith({ 'policies/x/a.yaml': 'a\n', 'policies/y/b.yaml': 'b\n', 'z/c.yaml': 'c\n' })
    git(root, 'sparse-checkout', 'set', 'policies/x')
    const files = await sparseFiles(await openedRepository(root), 'policies')
    expect(files.map(({ file, bytes }) => [file, Buffer.from(bytes).toString()])).toEqual([
      ['policies/y/b.yaml', 'b\n'],
    ])
  })

  test('what was deleted by hand is gone', async () => {
    const root = repositoryWith(FILES)
    rmSync(join(root, 'policies/a.yaml'))
    expect(await sparseFiles(await openedRepository(root), 'policies')).toEqual([])
  })

  test('what is skipped and on disk all the same is read from disk', async () => {
    const root = repositoryWith(FILES)
    git(root, 'update-index', '--skip-worktree', 'policies/a.yaml')
    expect(await sparseFiles(await openedRepository(root), 'policies')).toEqual([])
  })
})
