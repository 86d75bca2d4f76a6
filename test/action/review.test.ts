/** What is applied is held against what reviewers saw. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { type Comment, GHOST } from '../support/github/server.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (name: string, path: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://api.example.com/${path}" }\n`

const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml': policy('a', 'a/*'),
})

test('wider than the comment showed: refused, red, said on the pull request; by hand it goes', async () => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': policy('a', 'a/*').replace('[GET]', '[GET, HEAD]') })
  // Merged with more than the comment ever described: GitHub did not take the second one.
  state.health = 'broken'
  await pull.push({ 'policies/b.yaml': policy('b', 'b/*') })
  state.health = 'up'
  const merged = pull.merge()

  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect([...(await world.policies()).keys()]).toEqual(['a'])
  const said = state.comments.at(-1)?.body ?? ''
  expect(said).toContain('❌ production: apply refused, nothing written')
  expect(said).toContain('wider-than-reviewed')
  expect(said).toContain('any agent bound to `b`: `GET https://api.example.com/b/*`')
  expect(state.statuses.at(-1)).toMatchObject({ sha: merged.sha, state: 'failure' })

  const forced = await world.onMain(
    merged,
    { command: 'apply', 'allow-unreviewed': 'true' },
    'workflow_dispatch',
  )
  expect(forced).toMatchObject({ status: 0, outputs: { creates: '1', updates: '1' } })
  // The same commit again: its comment is corrected, not repeated.
  expect(state.comments.filter(({ body }) => body.startsWith('<!-- policyctl:apply'))).toHaveLength(1)
})

const MISSING: readonly (readonly [string, (comment: Comment, all: Comment[]) => void])[] = [
  ['edited by somebody', (comment) => void Object.assign(comment, { editor: 'mallory' })],
  ['edited by an account that is gone', (comment) => void Object.assign(comment, { editor: GHOST })],
  ['deleted', (_comment, all) => void all.splice(0)],
  ['of another account', (comment) => void Object.assign(comment, { author: 'mallory' })],
]

test.each(MISSING)('a comment that is %s is no review: 3, by hand it goes', async (_case, spoil) => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  await pull.push({ 'policies/b.yaml': policy('b', 'b/*') })
  const [comment] = state.comments
  if (comment !== undefined) spoil(comment, state.comments)
  const merged = pull.merge()
  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('no comment on `#7` says what this apply opens')
  expect(refused.summary).toContain('any agent bound to `b`: `GET https://api.example.com/b/*`')
  expect([...(await world.policies()).keys()]).toEqual(['a'])
  const forced = { command: 'apply', 'allow-unreviewed': 'true' }
  expect((await world.onMain(merged, forced, 'workflow_dispatch')).status).toBe(0)
})

test('pushed without a pull request: 3 where it opens, applied where it does not', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const desk = world.clone()
  const push = (text: string) => {
    commitFiles(desk, { 'policies/a.yaml': text })
    git(desk, 'push', '-q', 'origin', 'HEAD:main')
  }
  push(policy('a', 'a/small/*'))
  expect((await world.onMain(world.main(), { command: 'apply' })).status).toBe(0)
  push(policy('a', '*'))
  const refused = await world.onMain(world.main(), { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('no merged pull request brought what this apply opens')
  expect(refused.summary).toContain('(`unreviewed`)')
})

test('merged before the default branch was renamed: the pull request is named, with the branch', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  await pull.push({ 'policies/b.yaml': policy('b', 'b/*') })
  const merged = pull.merge()
  const known = world.state.pulls.get(7)
  if (known !== undefined) world.state.pulls.set(7, { ...known, base: 'master' })
  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).not.toContain('no merged pull request brought')
  expect(refused.summary.replaceAll('`', '')).toContain(
    'no pull request into this branch brought what this apply opens; the comments on those that were merged into another one, or into this one under its former name, do not count: #7 into master',
  )
})

test('putting back what was applied needs no review, but a name where it was narrowed', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  await world.edit('a', { policies: [{ permission: 'deny', resource: 'https://api.example.com/*' }] })
  const refused = await world.onMain(world.main(), { command: 'apply' }, 'workflow_dispatch')
  expect(refused).toMatchObject({ status: 3, outputs: { 'exit-status': '3' } })
  expect(refused.summary).toContain('live-narrowed')
  const description = 'apply refused, nothing written'
  expect(world.state.statuses.at(-1)).toMatchObject({ state: 'failure', description })
  const named = { command: 'apply', 'overwrite-live': 'a' }
  expect((await world.onMain(world.main(), named, 'workflow_dispatch')).status).toBe(0)
})

test('comments that cannot be read are no permission', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  await pull.push({ 'policies/b.yaml': policy('b', 'b/*') })
  const merged = pull.merge()
  world.state.health = 'broken'
  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('the records of the review cannot be read')
  expect([...(await world.policies()).keys()]).toEqual(['a'])
})

test('the merge queue: the check reports, without a comment', async () => {
  const world = await actionWorld({ files })
  const { folder, sha } = world.main()
  const payload = { merge_group: { head_sha: sha, base_sha: sha, base_ref: 'refs/heads/main' } }
  const result = await world.run({
    workspace: folder,
    sha,
    event: { name: 'merge_group', payload },
    inputs: {},
  })
  expect(result).toMatchObject({ status: 0, outputs: { creates: '1', 'exit-status': '0' } })
  expect(world.state.comments).toEqual([])
})

test('the lock of an apply that died is removed by hand', async () => {
  const world = await actionWorld({ files })
  const result = await world.onMain(world.main(), { command: 'unlock' }, 'workflow_dispatch')
  expect(result).toMatchObject({ status: 0, outputs: { 'exit-status': '0' } })
  expect(result.log).toContain("nobody holds the lock of 'production'")
})

test('what was merged unseen stays unseen, though a later comment names it as of others', async () => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  const unseen = world.open(7)
  await unseen.push({ 'policies/b.yaml': policy('b', 'b/*') })
  state.comments.splice(0)
  unseen.merge()
  const pull = world.open(8)
  await pull.push({ 'policies/c.yaml': policy('c', 'c/*') })
  const [own = '', others] = (state.comments[0]?.body ?? '').split('Not from this pull request')
  expect(own).not.toContain('api.example.com/b/')
  expect(others).toContain('api.example.com/b/*')
  const merged = pull.merge()
  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('wider-than-reviewed')
  expect(refused.summary).toContain('`GET https://api.example.com/b/*`')
  expect(refused.summary).not.toContain('api.example.com/c/')
  expect([...(await world.policies()).keys()]).toEqual(['a'])
})
