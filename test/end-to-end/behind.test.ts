/** Where the ledger stands, and that it neither goes back nor stays at what is gone. */
import { describe, expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.io/*')
const WIDE = spec('allow GET,POST https://a.io/*')
const APPLY = ['apply', '--yes', '--quiet']
const LEDGER = 'refs/policyctl/ledger/production'

/** A remote and a clone of it that has applied. */
async function applied() {
  const project = await projectWith({ files: { a: A } })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  const standsAt = (): string => {
    git(root, 'fetch', '-q', 'origin', `+${LEDGER}:${LEDGER}`)
    return git(root, 'log', '-1', '--format=%(trailers:key=Policyctl-Commit,valueonly)', LEDGER).trim()
  }
  const push = (...refs: readonly string[]): string => git(root, 'push', '-q', '--force', 'origin', ...refs)
  const merge = () => {
    git(root, 'checkout', '-q', 'main')
    git(root, 'merge', '-q', '--squash', 'topic')
    git(root, 'commit', '-qm', 'Widen a (#1)')
    push('main')
  }
  return { project, root, standsAt, push, merge }
}

describe('a commit that was applied and is on no branch any more', () => {
  test('squashed: an apply of the merge with nothing to do goes on from there', async () => {
    const { project, root, standsAt, push, merge } = await applied()
    git(root, 'checkout', '-q', '-b', 'topic')
    commitFiles(root, policyFiles({ a: WIDE }))
    push('topic')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    merge()
    const squashed = git(root, 'rev-parse', 'topic')
    // While the branch is there, its commit may still be merged.
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(standsAt()).toBe(squashed)
    push(':topic')
    git(root, 'branch', '-q', '-D', 'topic')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(standsAt()).toBe(git(root, 'rev-parse', 'main'))
    commitFiles(root, policyFiles({ a: A }))
    push('main')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
  })

  test('amended, in another clone that never had it: so does --allow-behind', async () => {
    const { project, root, standsAt, push } = await applied()
    commitFiles(root, policyFiles({ a: WIDE }))
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    git(root, 'commit', '-q', '--amend', '-m', 'Widen a')
    push('main')
    const other = project.remote.clone()
    commitFiles(other, policyFiles({ a: spec('allow GET,PUT https://a.io/*') }))
    git(other, 'push', '-q')
    const refused = await project.runIn(other, APPLY)
    expect([refused.status, refused.stdout]).toEqual([3, expect.stringContaining('squashed or amended away')])
    expect((await project.runIn(other, [...APPLY, '--allow-behind'])).status).toBe(0)
    expect(standsAt()).toBe(git(other, 'rev-parse', 'HEAD'))
    expect((await project.runIn(other, ['plan'])).status).toBe(0)
  })
})

describe('an old checkout', () => {
  test.each([
    [
      'that is let through',
      (project: Awaited<ReturnType<typeof projectWith>>, old: string) =>
        project.runIn(old, [...APPLY, '--allow-behind']),
    ],
    [
      'that rolls back',
      (project: Awaited<ReturnType<typeof projectWith>>, old: string) =>
        project.runIn(old, ['rollback', '--yes', '--quiet']),
    ],
  ])('%s does not take the ledger back with it', async (_how, run) => {
    const { project, root, standsAt, push } = await applied()
    const old = project.remote.clone()
    commitFiles(root, policyFiles({ a: WIDE }))
    push('main')
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect((await run(project, old)).status).toBe(0)
    expect(await project.live()).toEqual({ a: A })
    expect(standsAt()).toBe(git(root, 'rev-parse', 'main'))
  })
})

test('an apply with nothing to do goes forward with main, and not to a commit that no branch has', async () => {
  const { project, root, standsAt, push } = await applied()
  commitFiles(root, { 'README.md': 'more\n' })
  const local = git(root, 'rev-parse', 'HEAD')
  const before = standsAt()
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  expect(standsAt()).toBe(before)
  push('main')
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  expect(standsAt()).toBe(local)
})
