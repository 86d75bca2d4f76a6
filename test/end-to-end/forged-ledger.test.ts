/** Somebody pushed a commit to the ledger that policyctl did not write: no run believes it. */
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git, gitScript } from '../support/git/git.ts'
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
  return { root: project.root, project, first, second: git(project.root, 'rev-parse', LEDGER) }
}

type Applied = Awaited<ReturnType<typeof appliedTwice>>

/** Commits a tree on top of the ledger, with the message of a revision, and pushes it. */
function forge({ root, second }: Applied, tree: string, message: string): string {
  const oid = git(root, 'commit-tree', '-p', second, '-m', message.trimEnd(), tree)
  git(root, 'push', '-q', 'origin', `${oid}:${LEDGER}`)
  return oid
}

const messageOf = ({ root }: Applied, revision: string): string =>
  git(root, 'log', '-1', '--format=%B', revision)

const EMPTY = 'printf "" | git mktree'

/** The tree of a revision without one path. */
function treeWithout({ root, second }: Applied, path: string): string {
  return gitScript(root, 'git ls-tree "$1" | grep -vE "[[:space:]]$2$" | git mktree', [second, path])
}

const FORGERIES: readonly (readonly [string, string, (applied: Applied) => string])[] = [
  [
    'an empty tree',
    'it has no statement, and the commit before it has one',
    (applied) => forge(applied, gitScript(applied.root, EMPTY), messageOf(applied, applied.second)),
  ],
  [
    'no statement',
    'it has no statement, and the commit before it has one',
    (applied) =>
      forge(applied, treeWithout(applied, 'evidence.dsse.json'), messageOf(applied, applied.second)),
  ],
  [
    'fewer files',
    'its files are not those of its statement',
    (applied) => forge(applied, treeWithout(applied, 'policies'), messageOf(applied, applied.second)),
  ],
  [
    'the tree of another revision',
    'its message is not that of its statement',
    (applied) => forge(applied, `${applied.first}^{tree}`, messageOf(applied, applied.second)),
  ],
  [
    'another message',
    'its message is not that of its statement',
    (applied) =>
      forge(
        applied,
        `${applied.second}^{tree}`,
        messageOf(applied, applied.second).replace(/Policyctl-Actor: .*/, 'Policyctl-Actor: mallory'),
      ),
  ],
]

describe.each(FORGERIES)('a commit with %s', (_what, why, forged) => {
  test('is refused by every command that would believe it, and nothing is written', async () => {
    const applied = await appliedTwice()
    const { project } = applied
    const tip = forged(applied)
    const before = JSON.stringify(await project.live())
    project.edit({ a: null })
    for (const command of [
      ['plan'],
      ['apply', '--yes'],
      ['rollback', '--yes'],
      ['drift'],
      ['diff', 'ledger:production', 'files'],
      ['forget', 'a'],
    ]) {
      const { status, stderr } = await project.run(...command)
      expect(stderr, command.join(' ')).toContain(
        `error ledger-unreadable: ${LEDGER} is at ${tip.slice(0, 12)}, which is not a commit that policyctl wrote: ${why}`,
      )
      expect(status).toBe(4)
    }
    expect(JSON.stringify(await project.live())).toBe(before)
  })
})

test('an earlier revision that is put on top, as the docs say, is used, and it is said until the next commit', async () => {
  const applied = await appliedTwice()
  const { project, first } = applied
  const tip = forge(applied, `${first}^{tree}`, messageOf(applied, first))
  const words = `the newest commit of the ledger 'production', ${tip.slice(0, 12)}, does not follow the commit that its statement names`
  const plan = await project.run('plan')
  expect(plan).toMatchObject({ status: 0, stderr: expect.stringContaining(words) })
  expect(plan.stderr.split(words)).toHaveLength(2)
  const apply = await project.run('apply', '--yes')
  expect(apply).toMatchObject({ status: 0, stderr: expect.stringContaining(words) })
  expect((await project.run('plan')).stderr).not.toContain(words)
})

test('a rollback believes no revision that somebody changed', async () => {
  const applied = await appliedTwice()
  const { project, root, second } = applied
  const forged = forge(applied, treeWithout(applied, 'policies'), messageOf(applied, second))
  const back = git(
    root,
    'commit-tree',
    '-p',
    forged,
    '-m',
    messageOf(applied, second).trimEnd(),
    `${second}^{tree}`,
  )
  git(root, 'push', '-q', 'origin', `${back}:${LEDGER}`)
  const run = await project.run('rollback', '--to', forged.slice(0, 12), '--yes')
  expect(run.status).toBe(4)
  expect(run.stderr).toContain('its files are not those of its statement')
  expect((await project.run('diff', 'ledger:production~1', 'files')).status).toBe(4)
})
