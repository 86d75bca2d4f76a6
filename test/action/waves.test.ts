/** A shared change of a layered project: reviewed in one comment, applied in waves, of which one fails and is mended. */
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld, type Checkout } from '../support/action/action-world.ts'
import type { ActionResult } from '../support/action/run-action.ts'
import { emulator } from '../support/servers/emulator.ts'
import { downloaded } from './history/jobs.ts'

// A story of many runs: on a machine that is busy with other tests that adds up.

const TARGETS = ['dev-1', 'dev-2', 'staging', 'prod']
const WAVES = [['dev-1', 'dev-2'], ['staging'], ['prod']]

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

/** No defaultTarget; `staging` refuses writes while it is broken. */
async function fleetWorld() {
  const state = { isBroken: false }
  const broken = await emulator({
    data: { formatVersion: 1 },
    onRequest: ({ method }) =>
      state.isBroken && method !== 'GET' ? { before: { status: 403, body: { error: 'no' } } } : undefined,
  })
  const [dev1, dev2] = [await emulator(), await emulator()]
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1
targets:
  dev-1: { endpoint: "${dev1.url}/api/v1", layers: [base], map: { hosts: { api.example.com: api.example.test } } }
  dev-2: { endpoint: "${dev2.url}/api/v1", layers: [base] }
  staging: { endpoint: "${broken.url}/api/v1", layers: [base] }
  prod: { endpoint: "${endpoint}", layers: [base] }
rollout: [[dev-*], [staging], [prod]]
`,
      'policies/base/a.yaml': policy('GET'),
    }),
  })
  return { world, state, staging: broken }
}

/** policy-apply as its jobs run: a wave only where all of those before ended well. */
async function applied(world: ActionWorld, at: Checkout) {
  const first = await world.onMain(at, {
    command: 'targets reviewed',
    targets: '',
    'api-key': '',
    waves: '3',
  })
  expect(first).toMatchObject({ status: 0, outputs: { waves: JSON.stringify(WAVES) } })
  const jobs: ActionResult[] = []
  for (const wave of WAVES) {
    const documents = downloaded(first, ...jobs)
    if (jobs.some(({ status }) => status !== 0)) break
    for (const target of wave)
      jobs.push(await world.onMain(at, { command: 'apply', targets: target, documents }))
  }
  const documents = downloaded(first, ...jobs)
  const comment = { command: 'comment', targets: TARGETS.join(' '), 'api-key': '', documents }
  return { jobs, last: await world.onMain(at, comment), documents }
}

test('a shared change, in three waves of which the second fails and is mended', async () => {
  const { world, state, staging } = await fleetWorld()
  const start = await applied(world, world.main())
  expect([...start.jobs, start.last].map(({ status }) => status)).toEqual([0, 0, 0, 0, 0])

  const pull = world.open(7)
  pull.commit({ 'policies/base/a.yaml': policy('POST') })
  const first = await pull.run({ inputs: { command: 'targets', targets: '', 'api-key': '' } })
  expect(first.outputs.targets).toBe(JSON.stringify(TARGETS))
  const plans: ActionResult[] = []
  for (const target of TARGETS)
    plans.push(await pull.run({ inputs: { command: 'plan', comment: 'false', targets: target } }))
  const comment = { command: 'comment', targets: TARGETS.join(' '), 'api-key': '' }
  const said = await pull.run({ inputs: { ...comment, documents: downloaded(first, ...plans) } })
  expect([...plans, said].map(({ status }) => status)).toEqual([0, 0, 0, 0, 0])
  expect(world.state.comments).toHaveLength(1)
  const body = world.state.comments[0]?.body ?? ''
  expect(body).toContain('1 policy allows more')
  // The three that map nothing are told in one breath, the mapped one by its own host.
  expect(body.match(/POST https:\/\/api\.example\.com\/\*` with \*\*no human\*\*/g)).toHaveLength(1)
  expect(body.match(/POST https:\/\/api\.example\.test\/\*` with \*\*no human\*\*/g)).toHaveLength(1)

  state.isBroken = true
  const merged = pull.merge()
  const failed = await applied(world, merged)
  expect(failed.jobs.map(({ status }) => status)).toEqual([0, 0, 1])
  expect(failed.last.status).toBe(1)
  const told = () =>
    world.state.comments.filter(({ body: text }) => text.startsWith('<!-- policyctl:apply')).at(-1)?.body ??
    ''
  expect(told().split('\n')[1]).toBe(
    '## ❌ dev-1: 1 step applied · dev-2: 1 step applied · prod: not reached, nothing written · staging: 1 of 1 step failed',
  )
  expect(told()).toContain('nothing was written to prod: of an earlier wave, staging has not converged')
  // A workflow that goes on all the same writes nothing either.
  const early = await world.onMain(merged, { command: 'apply', targets: 'prod', documents: failed.documents })
  expect([early.status, early.summary]).toEqual([1, expect.stringContaining('wave-held')])
  expect(JSON.stringify([...(await world.policies())])).not.toContain('POST')

  state.isBroken = false
  const mended = await applied(world, merged)
  expect([...mended.jobs, mended.last].map(({ status }) => status)).toEqual([0, 0, 0, 0, 0])
  expect(told().split('\n')[1]).toBe(
    '## ✅ dev-1: nothing to do · dev-2: nothing to do · prod: 1 step applied · staging: 1 step applied',
  )
  expect(JSON.stringify([...(await staging.policies()), ...(await world.policies())])).toContain('POST')
})

test('lint, test, diff and plan of a layered project without a default target; overrides name their target', async () => {
  const { world } = await fleetWorld()
  const one = await world.onMain(world.main(), { command: 'apply', targets: TARGETS.join(' ') })
  expect(one).toMatchObject({ status: 0, outputs: { creates: '4' } })
  const pull = world.open(8)
  pull.commit({
    'policies/base/a.yaml': policy('POST').replace('POST', 'FETCH'),
    'policies/base/a.test.yaml':
      'tests:\n  - policies: [a]\n    request: GET https://api.example.com/x\n    expect: allow\n',
  })
  const checked = await pull.run({
    inputs: { command: 'lint test diff', targets: '', 'api-key': '', sarif: 'true' },
  })
  expect([checked.status, Number(checked.outputs.findings) > 0]).toEqual([1, true])
  expect(checked.log).not.toContain('target-required')
  const bare = await world.onMain(world.main(), {
    command: 'apply',
    targets: 'dev-1',
    documents: downloaded(one),
    'allow-widening': 'true',
  })
  expect(bare.log).toContain(
    'input allow-widening names no target, and this run has several; name the target that it is for: input allow-widening: dev-1',
  )
  const few = await world.onMain(world.main(), { command: 'targets', targets: '', waves: '2' })
  expect([few.status, few.log]).toEqual([
    4,
    expect.stringContaining('has 3 waves, and the workflow has jobs for 2'),
  ])
})
