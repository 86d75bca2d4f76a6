/** Those whose own runs have neither keys nor the right to comment: planned by hand, by somebody who may write. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld } from '../support/action/action-world.ts'
import { git } from '../support/git/git.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`
const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml': policy('GET'),
})
const READ_ONLY = {
  'pull-requests': 'read',
  issues: 'read',
  statuses: 'read',
  contents: 'read',
  actions: 'read',
} as const

/** policy-plan, started by hand on a branch: that branch on top, the merge of the pull request in a folder below. */
function byHand(
  world: ActionWorld,
  number: number,
  over: { ref?: string; inputs?: Record<string, string> } = {},
) {
  const { folder, sha } = world.main()
  git(folder, 'clone', '-q', git(folder, 'remote', 'get-url', 'origin'), 'pull-request')
  const pull = join(folder, 'pull-request')
  git(pull, 'fetch', '-q', 'origin', `refs/pull/${number}/merge`)
  git(pull, 'checkout', '-q', '--detach', 'FETCH_HEAD')
  return world.run({
    workspace: folder,
    sha,
    event: { name: 'workflow_dispatch', payload: { inputs: { 'pull-request': String(number) } } },
    inputs: { 'pull-request': String(number), 'working-directory': 'pull-request', ...over.inputs },
    env: { GITHUB_REF: over.ref ?? 'refs/heads/main' },
  })
}

test('a fork shows nothing and is not applied, until somebody plans it by hand', async () => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7, { fork: true })
  const { permissions } = state
  state.permissions = READ_ONLY
  const own = await pull.push({ 'policies/a.yaml': policy('POST') })
  state.permissions = permissions
  expect(own.status).toBe(0)
  expect(own.summary).toContain('production **not planned**: a fork has no secrets')
  expect(state.comments).toEqual([])

  const planned = await byHand(world, 7)
  expect(planned).toMatchObject({ status: 0, outputs: { updates: '1' } })
  expect(state.comments[0]?.body).toContain('`POST https://api.example.com/*` with **no human**')
  expect(state.comments[0]?.body).toContain(`Commit <code>${pull.head().slice(0, 7)}</code>`)

  // A push that came later was not shown.
  pull.commit({ 'policies/a.yaml': policy('DELETE') })
  expect((await world.onMain(pull.merge(), { command: 'apply' })).status).toBe(3)
})

test('what was planned by hand is applied', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7, { fork: true })
  await pull.push({ 'policies/a.yaml': policy('POST') })
  await byHand(world, 7)
  expect((await world.onMain(pull.merge('squash'), { command: 'apply' })).status).toBe(0)
})

test('refused: on another branch, without such a pull request, with another merge checked out, on another event', async () => {
  const world = await actionWorld({ files })
  const pull = world.open(7, { fork: true })
  await pull.push({ 'policies/a.yaml': policy('POST') })
  const before = world.state.comments.map(({ body }) => body)
  const other = await byHand(world, 7, { ref: 'refs/heads/change-7' })
  expect(other.log).toContain('action-event: this run was not started on main')
  const none = await byHand(world, 7, { inputs: { 'pull-request': '8' } })
  expect(none.log).toContain('action-event: there is no pull request #8')
  pull.commit({ 'policies/a.yaml': policy('DELETE') })
  const stale = await byHand(world, 7)
  expect(stale.log).toContain('action-checkout')
  const event = await pull.run({ inputs: { 'pull-request': '7' } })
  expect(event.log).toContain('action-event: input pull-request is for workflow_dispatch')
  const word = await world.onMain(world.main(), { 'pull-request': '7; x' }, 'workflow_dispatch')
  expect(word.log).toContain('action-input: input pull-request')
  expect([other, none, stale, event, word].map(({ status }) => status)).toEqual([4, 4, 4, 4, 4])
  expect(world.state.comments.map(({ body }) => body)).toEqual(before)
})

test('one that goes into another branch is not judged by main', async () => {
  const world = await actionWorld({ files })
  const desk = world.clone()
  git(desk, 'commit', '-q', '--allow-empty', '-m', 'elsewhere')
  git(desk, 'push', '-q', 'origin', 'HEAD:refs/heads/release')
  const pull = world.open(7, { fork: true, base: 'release' })
  await pull.push({ 'policies/a.yaml': policy('POST') })
  const result = await byHand(world, 7)
  expect(result.status).toBe(4)
  expect(result.log).toContain('the pull request does not go into main')
})
