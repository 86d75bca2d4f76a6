import { expect, test } from 'vitest'
import { actionWorld, KEY } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { runCli } from '../support/run/run-cli.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const config = (endpoint: string, more = ''): string =>
  `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n${more}`

/** `rules` as they stand in the file. */
const payments = (...rules: readonly string[]): string => `name: payments-write
spec:
  policies:
${rules.map((rule) => `    - ${rule}\n`).join('')}  approvals:
    - { name: payments, approvers: { groups: [finance] }, defaultDuration: 4h, delivery: { connectors: [slack], mode: first_success } }
`

const READ = '{ permission: allow, operations: [GET], resource: "https://api.stripe.com/*" }'
const ASK = '{ permission: approval_required, operations: [POST], resource: "https://api.stripe.com/v1/*" }'
const REFUNDS = '{ permission: allow, operations: [POST], resource: "https://api.stripe.com/v1/refunds/*" }'
const CHARGES = '{ permission: allow, operations: [POST], resource: "https://api.stripe.com/v1/charges/*" }'

const FILE = 'policies/payments-write.yaml'

test('from a pull request to drift and back', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({ 'policyctl.yaml': config(endpoint), [FILE]: payments(READ, ASK) }),
    data: { bindings: [{ policy: 'payments-write', agent: 'billing-agent' }] },
  })
  const { state } = world

  // The first apply: nobody reviewed anything yet.
  const first = await world.onMain(world.main(), { command: 'apply' })
  expect(first).toMatchObject({ status: 0, outputs: { creates: '1', 'exit-status': '0' } })
  expect([...(await world.policies()).keys()]).toEqual(['payments-write'])

  // A pull request that opens refunds.
  const pull = world.open(7)
  const opened = await pull.push({ [FILE]: payments(READ, REFUNDS) })
  expect(opened).toMatchObject({ status: 0, outputs: { changes: '1', updates: '1', direction: 'mixed' } })
  expect(state.comments).toHaveLength(1)
  expect(state.comments[0]?.body).toContain('1 agent gets more access')
  expect(state.comments[0]?.body).toContain(
    '**billing-agent** may `POST https://api.stripe.com/v1/refunds/*` with **no human**',
  )
  expect(opened.summary).toContain('1 agent gets more access')

  // A fix that opens less: the same comment says so.
  expect(
    (await pull.push({ [FILE]: payments(READ, REFUNDS.replace('refunds/', 'refunds/small/')) })).status,
  ).toBe(0)
  expect(state.comments[0]?.body).toContain('`POST https://api.stripe.com/v1/refunds/small/*`')
  expect(state.comments).toHaveLength(1)
  expect(state.comments[0]?.isMinimized).toBe(false)
  state.reviews.push({ id: 1, pull: 7, user: 'sec-lead', state: 'APPROVED', commit: pull.head() })

  // A push that widens: a new comment, the old one folded away.
  expect((await pull.push({ [FILE]: payments(READ, CHARGES, REFUNDS) })).status).toBe(0)
  expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, false])
  expect(state.comments[1]?.body).toContain('New since `sec-lead` approved')

  // Merged and applied: what was done is said there, and the commit is green.
  const merged = pull.merge()
  const applied = await world.onMain(merged, { command: 'apply' })
  expect(applied).toMatchObject({ status: 0, outputs: { updates: '1' } })
  expect(state.comments).toHaveLength(3)
  expect(state.comments[2]?.body).toContain('✅ production: 1 step applied')
  expect(state.statuses.at(-1)).toMatchObject({
    sha: merged.sha,
    state: 'success',
    context: 'policyctl/apply (production)',
  })

  // Somebody opens DELETE by hand: one issue, written once.
  await world.edit('payments-write', {
    policies: [{ permission: 'allow', operations: ['DELETE'], resource: 'https://api.stripe.com/*' }],
  })
  state.runs.push('2026-11-22T01:15:00Z')
  const drifted = await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  expect(drifted).toMatchObject({ status: 0, outputs: { changes: '1' } })
  await world.onMain(world.main(), { command: 'drift' }, 'schedule')
  expect(state.issues).toHaveLength(1)
  expect(state.issues[0]?.title).toBe('🔺 Drift in production: billing-agent can DELETE at api.stripe.com')
  expect(state.issues[0]?.body).toContain('not yet at 2026-11-22 01:15 UTC')
  expect(state.issues[0]?.body).toMatch(
    /<a href="[^"]+\/actions\/runs\/\d+#artifacts">who may do what, as a page<\/a>/,
  )

  // It is kept: pulled into the file, merged, applied with nothing to write; the issue closes.
  const desk = world.clone()
  const pulled = await runCli(['pull', 'payments-write', '--target', 'production'], {
    cwd: desk,
    env: { RUNAGENTS_API_KEY: KEY },
  })
  expect(pulled).toMatchObject({ status: 0 })
  commitFiles(desk, {}, 'Keep the edit')
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  const kept = await world.onMain(world.main(), { command: 'apply' })
  expect(kept).toMatchObject({ status: 0, outputs: { changes: '0' } })
  expect((await world.onMain(world.main(), { command: 'drift' }, 'schedule')).outputs.changes).toBe('0')
  expect(state.issues[0]).toMatchObject({ state: 'closed', stateReason: 'completed' })
})
