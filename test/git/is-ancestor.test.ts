import { describe, expect, test } from 'vitest'
import { isAncestor } from '../../src/git/is-ancestor.ts'
import {
  commitFiles,
  footprint,
  git,
  openedRepository,
  remoteWith,
  repositoryWith,
} from '../support/git/git.ts'

/** A remote with four commits on main; the ids, oldest first. */
function history(): { remote: ReturnType<typeof remoteWith>; root: string; commits: readonly string[] } {
  const remote = remoteWith()
  const root = remote.clone()
  const first = git(root, 'rev-parse', 'HEAD')
  const rest = ['2', '3', '4'].map((text) => commitFiles(root, { 'n.txt': text }))
  git(root, 'push', '-q')
  return { remote, root, commits: [first, ...rest] }
}

async function ask(root: string, ancestor: string, remote: string | null = 'origin'): Promise<boolean> {
  const repository = await openedRepository(root)
  return isAncestor(repository, { ancestor, of: repository.head ?? '', remote })
}

describe('isAncestor', () => {
  test('HEAD itself and what came before: yes', async () => {
    const { root, commits } = history()
    expect(await Promise.all(commits.map((commit) => ask(root, commit)))).toEqual([true, true, true, true])
  })

  test('an old checkout: no', async () => {
    const { root, commits } = history()
    git(root, 'checkout', '-q', '--detach', 'HEAD~1')
    expect(await ask(root, commits[3] ?? '')).toBe(false)
  })

  test('a commit that the clone never saw: no', async () => {
    expect(await ask(history().root, '0123456789012345678901234567890123456789')).toBe(false)
  })

  test('a shallow clone: the missing history is fetched, nothing else moves', async () => {
    const { remote, commits } = history()
    const root = remote.clone('--depth=1')
    const before = footprint(root)
    expect(await ask(root, commits[0] ?? '')).toBe(true)
    expect(footprint(root)).toBe(before)
    expect(git(root, 'rev-list', '--count', 'HEAD')).toBe('4')
  })

  test('a shallow clone with a commit of its own on top: fetched too', async () => {
    const { remote, commits } = history()
    const root = remote.clone('--depth=2')
    commitFiles(root, { 'own.txt': 'own' })
    expect(await ask(root, commits[0] ?? '')).toBe(true)
  })

  test('a shallow clone of another branch: no, after looking', async () => {
    const { remote, root: source, commits } = history()
    git(source, 'push', '-q', 'origin', `${commits[1]}:refs/heads/old`)
    expect(await ask(remote.clone('--depth=1', '--branch=old'), commits[3] ?? '')).toBe(false)
  })

  test('a shallow clone whose ledger is local: origin is asked; without one: history-missing', async () => {
    const { remote, commits } = history()
    const root = remote.clone('--depth=1')
    expect(await ask(remote.clone('--depth=1'), commits[0] ?? '', null)).toBe(true)
    git(root, 'remote', 'remove', 'origin')
    const question = ask(root, commits[0] ?? '', null)
    await expect(question).rejects.toMatchObject({ code: 'history-missing' })
  })

  test('no commit yet: no', async () => {
    expect(await ask(repositoryWith(), history().commits[0] ?? '')).toBe(false)
  })
})
