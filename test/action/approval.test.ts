/** `safety.widening: approve`: the approval of the pull request is the yes that it asks for. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Statement } from '../../src/evidence/statement.ts'
import { sha256 } from '../../src/files/result-cache.ts'
import { type ActionWorld, actionWorld } from '../support/action/action-world.ts'
import { git } from '../support/git/git.ts'
import type { Review } from '../support/github/server.ts'
import { downloaded } from './history/jobs.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

async function approving(safety = '{ widening: approve }'): Promise<ActionWorld> {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\nsafety: ${safety}\n`,
      'policies/a.yaml': policy('GET'),
    }),
  })
  await world.onMain(world.main(), { command: 'apply', 'allow-widening': 'true' }, 'workflow_dispatch')
  return world
}

const review = (world: ActionWorld, over: Partial<Review> & Pick<Review, 'commit'>): void =>
  void world.state.reviews.push({
    id: world.state.reviews.length,
    pull: 7,
    user: 'sec-lead',
    state: 'APPROVED',
    ...over,
  })

test('an approval lifts guard widening, and nothing else that fails the check', async () => {
  const world = await approving(
    '{ widening: approve, unmanaged: fail }\nguardrails:\n  - { name: no-deletes, on: { operations: [DELETE], resource: "https://api.example.com/*" }, never: allow }',
  )
  await world.edit('stranger', {
    policies: [{ permission: 'allow', operations: ['DELETE'], resource: 'https://api.example.com/*' }],
  })
  const pull = world.open(7)
  expect((await pull.push({ 'policies/a.yaml': policy('POST') })).status).toBe(3)
  review(world, { commit: pull.head() })
  const approved = await pull.run()
  expect(world.state.comments[0]?.body).toContain(
    'the check fails until somebody narrows or deletes it in the workspace',
  )
  expect(approved.status).toBe(1)
  // The same where the plan is another job's.
  const plan = await pull.run({ inputs: { command: 'plan', comment: 'false' } })
  const last = { command: 'comment', 'api-key': '', documents: downloaded(plan) }
  expect((await pull.run({ inputs: last })).status).toBe(1)
})

test('nor another guard: what breaks a guardrail stays refused', async () => {
  const world = await approving(
    '{ widening: approve }\nguardrails:\n  - { name: no-deletes, on: { operations: [DELETE], resource: "https://api.example.com/*" }, never: allow }',
  )
  const pull = world.open(7)
  expect((await pull.push({ 'policies/a.yaml': policy('DELETE') })).status).toBe(3)
  review(world, { commit: pull.head() })
  const approved = await pull.run()
  expect(world.state.comments[0]?.body).toContain('It is approved, and apply refuses for the reasons below.')
  expect(world.state.comments[0]?.body).toContain('Apply will refuse: guard `guardrail`.')
  expect(world.state.comments[0]?.body).toContain('No exception lifts it.')
  expect(approved.status).toBe(3)
})

test('no review required: red until somebody who may write approves; then applied without a flag', async () => {
  const world = await approving('[{ targets: [prod*], widening: approve }]')
  const pull = world.open(7)
  const red = await pull.push({ 'policies/a.yaml': policy('POST') })
  expect(red.status).toBe(3)
  expect(world.state.comments[0]?.body).toContain('Apply will refuse: guard `widening`.')
  expect(world.state.comments[0]?.body).toContain('An approval of this pull request lifts it')
  review(world, { commit: pull.head(), user: 'stranger', mayWrite: false })
  expect((await pull.run()).status).toBe(3)
  review(world, { commit: pull.head() })
  const green = await pull.run()
  expect(green.status).toBe(0)
  expect(world.state.comments[0]?.body).toContain('It is approved: apply writes it.')
  const merged = pull.merge()
  const rules = [{ type: 'deletion', ruleset_source_type: 'Repository', ruleset_source: 'x', ruleset_id: 4 }]
  world.state.rules = rules
  const applied = await world.onMain(merged, { command: 'apply' })
  expect(applied).toMatchObject({ status: 0, outputs: { updates: '1' } })
  // Who is not known to GitHub as somebody who may write is no approver.
  const by = { by: 'sec-lead', commit: pull.head(), at: expect.any(String) }
  expect(reviewIn(world)).toEqual({
    author: 'engineer',
    pullRequests: [7],
    approvals: [{ ...by, pullRequest: 7, author: 'engineer', right: 'write' }],
    rulesets: { branch: 'main', rules },
  })
  const { predicate } = statementIn(world)
  expect(predicate).toMatchObject({
    author: 'engineer',
    pullRequests: [7],
    approvals: [by],
    reviewed: true,
    rulesets: { branch: 'main', rules },
    converged: true,
  })
  // What a later step attests is what the ledger has.
  const { 'predicate-path': path = '', 'subjects-path': subjects = '' } = applied.outputs
  expect(path.endsWith('/attest/production/predicate.json')).toBe(true)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(predicate)
  expect(readFileSync(subjects, 'utf8').split('\n')).toEqual([
    `${sha256(envelopeIn(world))}  production/evidence.dsse.json`,
    expect.stringMatching(/^[0-9a-f]{64} {2}production\/bindings\.json$/),
    expect.stringMatching(/^[0-9a-f]{64} {2}production\/live$/),
    '',
  ])
  const again = await world.onMain(merged, { command: 'apply' })
  expect([again.status, again.outputs['predicate-path'] ?? '']).toEqual([0, ''])
})

/** What the ledger keeps of it. */
function reviewIn(world: ActionWorld): unknown {
  const { folder } = world.main()
  git(folder, 'fetch', '-q', 'origin', 'refs/policyctl/ledger/production')
  return JSON.parse(git(folder, 'show', 'FETCH_HEAD:review.json'))
}

function envelopeIn(world: ActionWorld): string {
  const { folder } = world.main()
  git(folder, 'fetch', '-q', 'origin', 'refs/policyctl/ledger/production')
  return `${git(folder, 'show', 'FETCH_HEAD:evidence.dsse.json')}\n`
}

function statementIn(world: ActionWorld): Statement {
  const { folder } = world.main()
  git(folder, 'fetch', '-q', 'origin', 'refs/policyctl/ledger/production')
  const { payload } = JSON.parse(git(folder, 'show', 'FETCH_HEAD:evidence.dsse.json'))
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
}

function trailersIn(world: ActionWorld): Readonly<Record<string, string>> {
  const { folder } = world.main()
  git(folder, 'fetch', '-q', 'origin', 'refs/policyctl/ledger/production')
  const lines = git(folder, 'log', '-1', '--format=%(trailers:only,unfold)', 'FETCH_HEAD').split('\n')
  return Object.fromEntries(lines.map((line) => [line.split(': ')[0], line.replace(/^.*?: /, '')]))
}

test('reviews required: the check leaves it to the rule; an apply goes by the decision', async () => {
  const world = await approving()
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  world.state.pulls.set(7, { head: pull.head(), mergeCommit: null, decision: 'REVIEW_REQUIRED' })
  expect((await pull.run()).status).toBe(0)
  expect(world.state.comments[0]?.body).toContain('Apply writes it once it is approved.')
  // An administrator merges it all the same, where the plan of the repository has no rulesets.
  world.state.rules = null
  const merged = pull.merge()
  const refused = await world.onMain(merged, { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('guard `widening`')
  const lifted = { 'allow-widening': 'true', 'allow-unreviewed': 'true' }
  const flagged = { command: 'apply', ...lifted, reason: 'TICKET-12: a\nPolicyctl-Actor: nobody' }
  const forced = await world.onMain(merged, flagged, 'workflow_dispatch')
  expect(forced.status).toBe(0)
  expect(forced.log).toContain(
    'the rulesets of main could not be read, and are recorded as unknown: Upgrade to',
  )
  expect(statementIn(world).predicate.rulesets).toBe(null)
  const said = 'Started by hand, by `ada`, with `--allow-widening --allow-unreviewed`; reason: TICKET-12: '
  expect(forced.summary).toContain(said)
  expect(trailersIn(world)).toMatchObject({
    'Policyctl-Overrides': '--allow-widening --allow-unreviewed',
    'Policyctl-Reason': expect.stringMatching(/^TICKET-12: a.+Policyctl-Actor: nobody$/),
    'Policyctl-Actor': 'ada',
  })
})

test.each([
  ['of an earlier push', [{ stale: true }]],
  ['that was withdrawn', [{}, { state: 'DISMISSED' }]],
  ['of a bot, which every workflow can speak for,', [{ user: 'github-actions', isBot: true }]],
  ['beside somebody who asks for changes', [{}, { user: 'nina', state: 'CHANGES_REQUESTED' }]],
] as const)('an approval %s is none', async (_case, reviews) => {
  const world = await approving()
  const pull = world.open(7)
  const first = pull.commit({ 'README.md': 'first\n' })
  await pull.push({ 'policies/a.yaml': policy('POST') })
  for (const { stale = false, ...over } of reviews as readonly (Partial<Review> & { stale?: boolean })[])
    review(world, { commit: stale ? first : pull.head(), ...over })
  expect((await world.onMain(pull.merge(), { command: 'apply' })).status).toBe(3)
})
