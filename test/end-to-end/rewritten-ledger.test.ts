/** A ledger that somebody rewrote on the remote: a clone that had its commits says so, and keeps them. */
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const LEDGER = 'refs/policyctl/ledger/production'

async function appliedTwice() {
  const project = await projectWith({ files: { a: A } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const first = git(project.root, 'rev-parse', LEDGER)
  project.edit({ b: B })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const second = git(project.root, 'rev-parse', LEDGER)
  return { project, first, second }
}

type Applied = Awaited<ReturnType<typeof appliedTwice>>

describe.each<[string, (applied: Applied) => string]>([
  ['an earlier commit', ({ first }) => first],
  [
    'a history of its own',
    ({ project: { root }, second }) => {
      const message = git(root, 'log', '-1', '--format=%B', second).trimEnd()
      return git(root, 'commit-tree', '-m', message, `${second}^{tree}`)
    },
  ],
])('the remote has %s', (_what, rewrite) => {
  test('every reader of the ledger names what it lost, verify reports it, and the clone keeps it', async () => {
    const applied = await appliedTwice()
    const { project, second } = applied
    const kept = `refs/policyctl-lost/production/${second.slice(0, 12)}`
    git(project.root, 'push', '-q', '--force', 'origin', `${rewrite(applied)}:${LEDGER}`)
    for (const command of [['plan'], ['drift'], ['history'], ['diff', 'ledger:production', 'files']]) {
      const { stderr } = await project.run(...command)
      expect(stderr, command.join(' ')).toContain(
        `the ledger 'production' was rewritten on the remote 'origin': it lost ${second.slice(0, 12)} and what that recorded. This clone keeps it as ${kept}; `,
      )
    }
    const verified = await project.run('verify')
    expect(verified).toMatchObject({ status: 1, stdout: expect.stringContaining(`anchor: ${kept} names`) })
    git(project.root, 'fetch', '-q', '--prune', 'origin', '+refs/policyctl/*:refs/policyctl/*')
    expect(git(project.root, 'rev-parse', kept)).toBe(second)
  })

  test('put back: nothing is said any more', async () => {
    const applied = await appliedTwice()
    const { project, second } = applied
    const kept = `refs/policyctl-lost/production/${second.slice(0, 12)}`
    git(project.root, 'push', '-q', '--force', 'origin', `${rewrite(applied)}:${LEDGER}`)
    await project.run('plan')
    git(project.root, 'push', '-q', '--force', 'origin', `${kept}:${LEDGER}`)
    // The forged history is lost now, unless it was a part of the record: it can be dropped.
    await project.run('plan')
    for (const ref of git(project.root, 'for-each-ref', '--format=%(refname)', 'refs/policyctl-lost').split(
      '\n',
    ))
      if (ref !== kept) git(project.root, 'update-ref', '-d', ref)
    expect(await project.run('plan')).toMatchObject({ status: 0, stderr: '' })
    expect((await project.run('verify')).status).toBe(0)
  })
})

test('the remote has none: readers say that this clone has one, and the next apply keeps it', async () => {
  const { project, second } = await appliedTwice()
  git(project.root, 'push', '-q', 'origin', `:${LEDGER}`)
  const words = `the remote 'origin' has no ledger 'production', and this clone has one, at ${second.slice(0, 12)}: if it was deleted there, put it back before the next apply: git push origin ${LEDGER}:${LEDGER}`
  for (const command of ['plan', 'drift', 'history', 'verify'])
    expect((await project.run(command)).stderr, command).toContain(words)
  expect(await project.run('apply', '--yes')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(words),
  })
  expect(git(project.root, 'rev-parse', `refs/policyctl-lost/production/${second.slice(0, 12)}`)).toBe(second)
  expect((await project.run('verify')).status).toBe(1)
})

test('the remote has none, and this clone also has the copy from before a move: only the newest is to be put back', async () => {
  const { project, first, second } = await appliedTwice()
  git(project.root, 'push', '-q', 'origin', `:${LEDGER}`)
  git(project.root, 'update-ref', 'refs/policyctl/ledger/before-the-move', first)
  git(project.root, 'update-ref', 'refs/policyctl/ledger/same', second)
  const { stderr } = await project.run('plan')
  expect(stderr.match(/git push origin \S+/g)).toEqual([`git push origin ${LEDGER}:${LEDGER}`])
})

test('a ledger that another clone went on with is not lost', async () => {
  const { project } = await appliedTwice()
  const other = project.remote.clone()
  await project.runIn(other, ['plan'])
  project.edit({ a: B })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect((await project.runIn(other, ['history'])).stderr).toBe('')
  expect(git(other, 'for-each-ref', 'refs/policyctl-lost')).toBe('')
})
