import { describe, expect, test } from 'vitest'
import { resolveRevision } from '../../src/git/resolve-revision.ts'
import { commitFiles, git, openedRepository, remoteWith, repositoryWith } from '../support/git/git.ts'

/** A clone of a remote with two commits on main; `old` and `now` are their ids. */
function cloned() {
  const source = remoteWith()
  const root = source.clone()
  const old = git(root, 'rev-parse', 'HEAD')
  const now = commitFiles(root, { 'n.txt': '2' })
  git(root, 'push', '-q')
  return { root, old, now }
}

const resolved = async (root: string, ref: string) => resolveRevision(await openedRepository(root), ref)

describe('a branch comes before a tag of its name', () => {
  test.each([
    ['origin/main', 'origin/main', ''],
    ['main', 'main', ''],
    ['a way from it', 'main', '~0'],
    ['its upstream', 'main', '@{u}'],
    ['a remote by its name', 'origin', ''],
  ])('%s', async (_case, name, way) => {
    const { root, old, now } = cloned()
    git(root, 'tag', name, old)
    expect(git(root, 'rev-parse', `refs/tags/${name}`)).toBe(old)
    expect(await resolved(root, `${name}${way}`)).toBe(now)
    expect(await resolved(root, `refs/tags/${name}`)).toBe(old)
  })

  test('a tag that no branch is called like, an annotated one too', async () => {
    const { root, old } = cloned()
    git(root, 'tag', 'v1', old)
    git(root, 'tag', '-a', '-m', 'x', 'v2', old)
    expect([await resolved(root, 'v1'), await resolved(root, 'v2')]).toEqual([old, old])
  })

  test('a branch below another name is not that name', async () => {
    const { root, old } = cloned()
    git(root, 'branch', 'release/1', 'HEAD')
    git(root, 'tag', 'release', old)
    expect(await resolved(root, 'release')).toBe(old)
  })
})

describe('two things of one name are refused', () => {
  test('a branch of this clone and one of a remote', async () => {
    const { root, old, now } = cloned()
    git(root, 'branch', 'origin/main', old)
    await expect(resolved(root, 'origin/main')).rejects.toMatchObject({
      code: 'revision-ambiguous',
      message:
        "'origin/main' is ambiguous in this clone: it is refs/heads/origin/main, and refs/remotes/origin/main",
    })
    await expect(resolved(root, 'origin/main~1')).rejects.toMatchObject({ code: 'revision-ambiguous' })
    expect(await resolved(root, 'refs/remotes/origin/main')).toBe(now)
  })

  test('the same commit under both names is no question', async () => {
    const { root, now } = cloned()
    git(root, 'branch', 'origin/main', now)
    expect(await resolved(root, 'origin/main')).toBe(now)
  })

  test.each(['branch', 'tag'])('a %s, and the beginning of an id', async (kind) => {
    const { root, old, now } = cloned()
    git(root, kind, old.slice(0, 8), now)
    await expect(resolved(root, old.slice(0, 8))).rejects.toMatchObject({ code: 'revision-ambiguous' })
    expect(await resolved(root, old)).toBe(old)
    expect(await resolved(root, old.slice(0, 9))).toBe(old)
  })

  test('a branch that is called like the id of its own commit is no question', async () => {
    const { root, old } = cloned()
    git(root, 'branch', old.slice(0, 8), old)
    expect(await resolved(root, old.slice(0, 8))).toBe(old)
  })
})

test.each(['HEAD', 'HEAD~0', '@', 'main', 'refs/heads/main', 'HEAD^{commit}'])(
  '%s, as git takes it',
  async (ref) => {
    const root = repositoryWith({ 'a.txt': 'a\n' })
    expect(await resolved(root, ref)).toBe(git(root, 'rev-parse', `${ref}^{commit}`))
  },
)

test.each(['nowhere', '-q', 'a b', '', 'main~9'])('%j: revision-unknown', async (ref) => {
  const root = repositoryWith({ 'a.txt': 'a\n' })
  await expect(resolved(root, ref)).rejects.toMatchObject({ code: 'revision-unknown' })
})
