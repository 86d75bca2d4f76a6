/** After the merge: runs that are started again, long histories, drift that nobody can be told of. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { refusingProxy } from '../support/servers/refusing-proxy.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (name: string, operation: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/${name}/*" }\n`
const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml': policy('a', 'GET'),
})

test('runs that are started again change nothing of what came later', async () => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': policy('a', 'POST') })
  const merged = pull.merge()
  await world.onMain(merged, { command: 'apply' })
  const later = world.open(8)
  await later.push({ 'policies/b.yaml': policy('b', 'GET') })
  const latest = later.merge()
  await world.onMain(latest, { command: 'apply' })
  const comments = state.comments.map(({ body }) => body)
  const statuses = state.statuses.length

  // Its files are behind what was applied since.
  const plan = await pull.again()
  expect(plan.status).toBe(3)
  expect(plan.summary).toContain(
    `Superseded by \`${merged.sha.slice(0, 7)}\`: \`#7\` is merged. The comment stays as it is.`,
  )
  const apply = await world.onMain(merged, { command: 'apply' })
  expect(apply.status).toBe(3)
  expect(apply.summary).toContain(`superseded by \`${latest.sha.slice(0, 7)}\`, which was applied later`)
  expect(state.comments.map(({ body }) => body)).toEqual(comments)
  expect(state.statuses).toHaveLength(statuses)
})

test('a pull request that was pushed to again, or closed, keeps its comment', async () => {
  const world = await actionWorld({ files })
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': policy('a', 'POST') })
  const [comment] = world.state.comments
  const before = comment?.body
  world.state.pulls.set(7, { head: 'f'.repeat(40), mergeCommit: null })
  const pushed = await pull.again()
  expect(pushed.summary).toContain('Superseded by `fffffff`, the newest push to `#7`')
  world.state.pulls.set(7, { head: pull.head(), mergeCommit: null, isClosed: true })
  expect((await pull.again()).summary).toContain('`#7` is closed')
  expect(world.state.comments.map(({ body }) => body)).toEqual([before])
})

test.each(['merge', 'squash', 'rebase'] as const)(
  'sixty commits without an apply, then a pull request by %s: what it showed is found',
  async (how) => {
    const world = await actionWorld({ files })
    await world.onMain(world.main(), { command: 'apply' })
    const pull = world.open(7)
    pull.commit({ 'policies/b.yaml': policy('b', 'GET') })
    await pull.push({ 'policies/a.yaml': policy('a', 'POST') })
    pull.merge(how)
    const desk = world.clone()
    for (let number = 0; number < 60; number += 1) commitFiles(desk, { 'README.md': `${number}\n` })
    git(desk, 'push', '-q', 'origin', 'HEAD:main')
    const shallow = world.clone('--depth=1')
    const applied = await world.onMain(
      { folder: shallow, sha: git(shallow, 'rev-parse', 'HEAD') },
      { command: 'apply' },
    )
    expect(applied).toMatchObject({ status: 0, outputs: { creates: '1', updates: '1' } })
  },
)

test('drift that nobody can be told of ends red', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  world.state.hasIssues = false
  expect((await world.onMain(world.main(), { command: 'drift' }, 'schedule')).status).toBe(0)
  await world.edit('a', {
    policies: [{ permission: 'allow', operations: ['DELETE'], resource: 'https://api.example.com/*' }],
  })
  const told = await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  expect(told).toMatchObject({ status: 1, outputs: { changes: '1' } })
  expect(told.log).toContain('Issues has been disabled in this repository')
  const quiet = await world.onMain(world.main(), { command: 'drift', comment: 'false' }, 'schedule')
  expect(quiet.status).toBe(0)
})

test('a file that is gone, its policy edited live: the issue says that apply deletes it', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const desk = world.clone()
  git(desk, 'rm', '-q', 'policies/a.yaml')
  commitFiles(desk, { 'policies/b.yaml': policy('b', 'GET') })
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  await world.edit('a', { policies: [{ permission: 'deny', resource: 'https://api.example.com/*' }] })
  await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  const body = world.state.issues[0]?.body ?? ''
  expect(body).toContain('**delete** by running')
  expect(body).not.toMatch(/put back|will not overwrite/)
})

test('a deny that somebody took away: told in votes, and an issue that a person closed stays closed', async () => {
  const guarded = `${policy('a', 'GET')}    - { permission: deny, operations: [DELETE], resource: "https://api.example.com/a/*" }\n`
  const world = await actionWorld({
    files: (endpoint) => ({ ...files(endpoint), 'policies/a.yaml': guarded }),
  })
  await world.onMain(world.main(), { command: 'apply' })
  await world.edit('a', {
    policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.example.com/a/*' }],
  })
  const look = () => world.onMain(world.main(), { command: 'drift' }, 'schedule')
  expect((await look()).status).toBe(0)
  const [issue] = world.state.issues
  expect(issue?.body).toContain('no longer denied `DELETE https://api.example.com/a/*` by it')
  expect(issue?.body).not.toMatch(/may (now )?(send )?`?DELETE/)

  Object.assign(issue ?? {}, { state: 'closed', stateReason: 'not_planned' })
  expect((await look()).status).toBe(0)
  expect(world.state.issues.map(({ state }) => state)).toEqual(['closed'])
})

test('GitHub is reached through the proxy of the environment, without the token in the open', async () => {
  const { asked, host } = await refusingProxy('ghs_token')
  const world = await actionWorld({ files })
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('a', 'POST') })
  const merged = pull.merge()
  const result = await world.run({
    workspace: merged.folder,
    sha: merged.sha,
    event: { name: 'push', payload: {} },
    inputs: { command: 'reviewed' },
    env: {
      GITHUB_API_URL: 'https://github.invalid/api/v3',
      HTTPS_PROXY: `http://user:sesame@${host}`,
      NO_PROXY: '127.0.0.1',
    },
  })
  const credentials = Buffer.from('user:sesame').toString('base64')
  expect(new Set(asked)).toEqual(new Set([`CONNECT github.invalid:443 Basic ${credentials}`]))
  expect(result.log).not.toContain('ghs_token')
})

test('a merge that only takes over a live policy says on the pull request what a missing file does from now on', async () => {
  const world = await actionWorld({ files })
  const { state } = world
  await world.onMain(world.main(), { command: 'apply' })
  await world.edit('b', {
    policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.example.com/b/*' }],
  })
  const binding =
    'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: cal }\nspec:\n  policyRef: { name: b }\n  subjects: [{ kind: ServiceAccount, name: cal-agent }]\n'
  const pull = world.open(7)
  await pull.push({ 'policies/b.yaml': policy('b', 'GET'), 'policies/cal.yaml': binding })
  const proposed = state.comments[0]?.body ?? ''
  expect(proposed).toContain(
    '- `b`: live already, not managed from here at present. From this apply on, a missing file',
  )
  expect(proposed).toContain('the files bind cal-agent to `b`, and the workspace does not. ')
  await world.onMain(pull.merge(), { command: 'apply' })
  const told = state.comments.at(-1)?.body ?? ''
  const again = await world.onMain(world.main(), { command: 'apply' })
  expect(again.log).toContain('ledger')
  expect(again.log).not.toContain('TAKEN OVER')
  expect(told).toContain('## ✅ production: nothing to write, 1 policy taken over')
  expect(told).toContain('`b` is managed from now on: a missing file deletes the live policy')
  expect(told).toContain(
    'the files bind cal-agent to `b`, and the workspace does not. No apply writes bindings',
  )
})
