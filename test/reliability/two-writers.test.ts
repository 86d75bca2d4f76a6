/** Two applies at once: the lock lets one through at a time, and nobody's change is lost without a word. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const MINE = spec('allow POST https://a.example/*')
const THEIRS = spec('allow PUT https://a.example/*')

function policy(of: unknown): Record<string, string> {
  return { 'policies/a.json': JSON.stringify({ name: 'a', spec: of }) }
}

async function twoClones() {
  const project = await projectWith({ files: { a: A } })
  await project.run('apply', '--yes')
  const other = folderWith()
  git(other, 'clone', '-q', git(project.root, 'remote', 'get-url', 'origin'), '.')
  const apply = (cwd: string) =>
    runInProcess(['apply', '--yes', '--wait', '10m', '--target', 'production'], {
      cwd,
      env: { RUNAGENTS_API_KEY: 'key' },
    })
  return { ...project, other, apply }
}

test('the same change twice: both say so, it is written once', async () => {
  const { root, other, apply, live } = await twoClones()
  commitFiles(root, policy(MINE))
  git(root, 'push', '-q', 'origin', 'HEAD:main')
  git(other, 'pull', '-q', '--ff-only')
  const results = await Promise.all([apply(root), apply(other)])
  expect(results.map(({ status, stderr }) => (status === 0 ? 0 : stderr))).toEqual([0, 0])
  expect(await live()).toEqual({ a: MINE })
})

test('two different changes of one policy: one is applied, the other is refused by name', async () => {
  const { root, other, apply, live } = await twoClones()
  commitFiles(root, policy(MINE))
  commitFiles(other, policy(THEIRS))
  const results = await Promise.all([apply(root), apply(other)])
  const statuses = results.map(({ status }) => status)
  expect(statuses).toContain(0)
  expect(statuses.filter((status) => status === 0)).toHaveLength(1)
  expect(await live()).toEqual({ a: statuses[0] === 0 ? MINE : THEIRS })
  const refused = results.find(({ status }) => status !== 0)
  // Who read the ledger before the other's lock, and live after its write, sees an edit by hand.
  expect(`${refused?.stdout}${refused?.stderr}`).toMatch(
    /behind|changed live since the plan|holds the lock|live-narrowed: edited live/,
  )
})
