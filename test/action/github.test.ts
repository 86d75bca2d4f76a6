/** What GitHub answers, through the bundled Action: the verdict stands, and what could not be written is never taken for shown. */
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld } from '../support/action/action-world.ts'
import { requestFaults } from '../support/github/contract.ts'
import type { Limit } from '../support/github/limits.ts'
import type { GitHubState } from '../support/github/server.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

async function startedWorld(): Promise<ActionWorld> {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
      'policies/a.yaml': policy('GET'),
    }),
  })
  await world.onMain(world.main(), { command: 'apply' })
  return world
}

const READ_ONLY: GitHubState['permissions'] = {
  'pull-requests': 'read',
  issues: 'read',
  statuses: 'read',
  contents: 'read',
  actions: 'read',
}

interface Answered {
  readonly limits?: readonly Limit[]
  readonly permissions?: GitHubState['permissions']
  readonly health?: GitHubState['health']
}

const REFUSED: readonly (readonly [string, Answered, string])[] = [
  ['a token that may only read (403)', { permissions: READ_ONLY }, 'Resource not accessible by integration'],
  [
    'comments that are switched off (410)',
    { limits: [{ status: 410, retryAfter: null }] },
    'This resource is gone',
  ],
  [
    'a body that it does not like (422)',
    { limits: [{ status: 422, retryAfter: null }] },
    'Validation Failed',
  ],
  [
    'a limit beyond all patience (429)',
    { limits: [{ status: 429, retryAfter: '3600' }] },
    'You have exceeded a secondary rate limit',
  ],
  ['a page of its proxy (502)', { health: 'broken' }, 'the comment was not written'],
]

test('refused in whatever way: the verdict stands, the summary has it all, and the apply is refused', async () => {
  const world = await startedWorld()
  const { state } = world
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  for (const [name, { limits = [], permissions, health = 'up' }, words] of REFUSED) {
    const before = state.permissions
    Object.assign(state, { permissions: permissions ?? before, health })
    state.limits.push(...limits)
    const run = await pull.run()
    Object.assign(state, { permissions: before, health: 'up' })
    expect(run.status, `${name}\n${run.log}`).toBe(0)
    expect(run.log, name).toContain(words)
    expect(run.log, name).toContain('which does not change the verdict')
    expect(run.summary, name).toContain('POST https://api.example.com/*` with **no human**')
    expect(state.comments, name).toEqual([])
    expect(state.limits, name).toEqual([])
  }
  const refused = await world.onMain(pull.merge(), { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('no comment on `#7` says what this apply opens')
})

test('a short limit is waited for, of either kind; the comment is written once', async () => {
  const world = await startedWorld()
  const { state } = world
  const pull = world.open(7)
  state.limits.push({ status: 429, retryAfter: '1' })
  state.limits.push({ status: 403, retryAfter: null, reset: String(Math.floor(Date.now() / 1_000)) })
  await pull.push({ 'policies/a.yaml': policy('POST') })
  expect(state.limits).toEqual([])
  expect(state.comments).toHaveLength(1)
  expect(state.faults).toEqual([])
  expect((await world.onMain(pull.merge(), { command: 'apply' })).status).toBe(0)
})

test('its comment and its approval are found among hundreds, also when hundreds come after', async () => {
  const world = await startedWorld()
  const { state } = world
  const chatter = (of: string): void => {
    for (let number = 0; number < 150; number += 1) {
      const id = state.comments.length + 1001
      const comment = {
        id,
        nodeId: `IC_${id}`,
        issue: 7,
        author: 'mallory',
        isMinimized: false,
        editor: null,
      }
      // Who quotes the first line of a comment does not speak for the account that wrote it.
      state.comments.push({ ...comment, body: number === 3 ? (state.comments.at(-1)?.body ?? of) : of })
      const review = {
        pull: 7,
        user: `${of}-${number}`,
        state: 'APPROVED',
        commit: 'old',
        mayWrite: true,
      } as const
      state.reviews.push({ ...review, id: state.reviews.length })
    }
  }
  chatter('before')
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': policy('POST') })
  const own = () => state.comments.filter(({ author }) => author === state.viewer)
  expect(own()).toHaveLength(1)
  state.reviews.push({
    id: 9_999,
    pull: 7,
    user: 'lead',
    state: 'APPROVED',
    commit: pull.head(),
    mayWrite: true,
  })
  chatter('after')
  await pull.push({ 'policies/a.yaml': policy('POST, PUT') })
  // The risk grew: a new one, which says since whose approval; the old one is folded away.
  expect(own().map(({ isMinimized }) => isMinimized)).toEqual([true, false])
  expect(own()[1]?.body).toContain('New since `lead` approved')
  expect((await world.onMain(pull.merge(), { command: 'apply' })).status).toBe(0)
  expect(state.faults).toEqual([])
})

test('every call of a whole life is one that GitHub describes', async () => {
  const world = await startedWorld()
  const { state } = world
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': policy('POST') })
  await pull.run()
  await world.onMain(pull.merge(), { command: 'apply' })
  const edit = {
    policies: [{ permission: 'allow', operations: ['PUT'], resource: 'https://api.example.com/*' }],
  }
  await world.edit('a', edit)
  await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  await world.onMain(world.main(), { command: 'apply', 'overwrite-live': 'a' }, 'workflow_dispatch')
  await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  expect(state.issues.map((issue) => issue.state)).toEqual(['closed'])
  const kinds = new Set(
    state.requests.map((line) => line.replace(/\?.*/, '').replaceAll(/\/[0-9a-f]{40}|\/\d+/g, '/*')),
  )
  const repository = '/repos/acme/policies'
  for (const kind of [
    'POST /issues/*/comments',
    'PATCH /issues/comments/*',
    'POST /statuses/*',
    'POST /issues',
    'PATCH /issues/*',
  ])
    expect([...kinds]).toContain(kind.replace(' ', ` ${repository}`))
  expect(state.faults).toEqual([])
})

test.each([
  ['POST', '/issues/7/comments', { body: 'x' }, []],
  [
    'POST',
    '/issues/7/comments',
    { body: 'x', author: 'y' },
    ['body: data must NOT have additional properties'],
  ],
  ['POST', '/issues/seven/comments', { body: 'x' }, ['issue_number: data must be integer']],
  ['POST', '/issues/7/comments', {}, ["body: data must have required property 'body'"]],
  [
    'POST',
    '/statuses/abc',
    { state: 'red' },
    ['body: data/state must be equal to one of the allowed values'],
  ],
  ['GET', '/actions/workflows/drift.yml/runs?state=success', null, ['no parameter state']],
  ['GET', '/actions/workflows/drift.yml/runs?status=success&per_page=1', null, []],
  [
    'GET',
    '/actions/workflows/drift.yml/runs?status=good',
    null,
    ['status: data must be equal to one of the allowed values'],
  ],
  ['PUT', '/issues/7', {}, ['GitHub describes no PUT /repos/acme/policies/issues/7']],
] as const)('the stand-in holds requests against the description: %s %s', (method, path, body, faults) => {
  const url = new URL(`http://x/repos/acme/policies${path}`)
  expect(requestFaults({ method, url, body })).toEqual(faults)
})
