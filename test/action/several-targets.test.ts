/** One job for each target, as the workflows of init run them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordIn } from '../../src/review/record-text.ts'
import { type ActionWorld, actionWorld, KEY, reportsOf } from '../support/action/action-world.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith } from '../support/suite/folder.ts'
import { downloaded } from './history/jobs.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const OTHER_KEY = 'key-of-the-other'

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

async function twoTargets() {
  const other = await emulator({ data: { formatVersion: 1 }, apiKey: OTHER_KEY })
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n  staging: { endpoint: "${other.url}/api/v1", apiKeyEnv: STAGING_KEY }\n  local: { embedded: .policyctl/local.json }\n`,
      'policies/a.yaml': policy('GET'),
    }),
  })
  return { world, other }
}

/** One secret name in every environment, each with its own key. */
const KEYS: Readonly<Record<string, string>> = { production: KEY, staging: OTHER_KEY }
const inJob = (target: string) => ({ targets: target, 'api-key': KEYS[target] ?? '' })

/** policy-apply as its jobs run, one after the other. */
async function applied(
  world: ActionWorld,
  at: { folder: string; sha: string },
  more: Readonly<Record<string, string>> = {},
) {
  const first = await world.onMain(at, { command: 'targets reviewed', targets: '', 'api-key': '' })
  expect(first).toMatchObject({ status: 0, outputs: { targets: '["production","staging"]' } })
  const documents = downloaded(first)
  const jobs = []
  for (const target of ['production', 'staging'])
    jobs.push(await world.onMain(at, { command: 'apply', documents, ...inJob(target), ...more }))
  const asked = world.state.requests.length
  const last = await world.onMain(at, {
    command: 'comment',
    targets: 'production staging',
    'api-key': '',
    documents: downloaded(first, ...jobs),
  })
  return { first, jobs, last, asked }
}

test('planned in a job each, said in one comment, applied in a job each, said once more', async () => {
  const { world, other } = await twoTargets()
  const start = await applied(world, world.main())
  expect(start.jobs.map(({ status }) => status)).toEqual([0, 0])
  expect([...(await other.policies()).keys()]).toEqual(['a'])

  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  const requests = world.state.requests.length
  const first = await pull.run({ inputs: { command: 'targets', targets: '', 'api-key': '' } })
  expect(first).toMatchObject({ status: 0, outputs: { targets: '["production","staging"]' } })
  const jobs = []
  for (const target of ['production', 'staging'])
    jobs.push(await pull.run({ inputs: { command: 'plan', comment: 'false', ...inJob(target) } }))
  expect(jobs.map(({ status }) => status)).toEqual([0, 0])
  const pages = jobs.map((job, index) =>
    join(reportsOf(job), `policyctl-${['production', 'staging'][index]}.html`),
  )
  expect(pages.map((page) => readFileSync(page, 'utf8').slice(0, 60))).toEqual(
    pages.map(() => expect.stringContaining('data-made-by="policyctl"')),
  )
  // Thousands of jobs share a thousand requests an hour.
  expect(world.state.requests.length).toBe(requests)

  const comment = { command: 'comment', targets: 'production staging', 'api-key': '' }
  const uploaded = 'https://github.com/acme/policies/actions/runs/99/artifacts/7'
  const said = await pull.run({
    inputs: { ...comment, documents: downloaded(first, ...jobs), 'pages-url': uploaded },
  })
  expect(said).toMatchObject({ status: 0, outputs: { direction: 'mixed' } })
  expect(world.state.comments).toHaveLength(1)
  const body = world.state.comments[0]?.body ?? ''
  expect(body).toContain('🔺 production and staging: 1 policy allows more')
  expect(body).toContain(`<a href="${uploaded}">who may do what, as a page</a>`)
  expect(body.match(/POST https:\/\/api\.example\.com\/\*` with \*\*no human\*\*/g)).toHaveLength(1)
  expect(recordIn(body)).toMatchObject({ targets: ['production', 'staging'], base: 'main' })

  const merged = pull.merge()
  const { jobs: applies, last } = await applied(world, merged)
  expect(applies.map(({ status }) => status)).toEqual([0, 0])
  expect(last.status).toBe(0)
  const told = world.state.comments.filter(({ body: text }) => text.startsWith('<!-- policyctl:apply'))
  expect(told.map(({ body: text }) => text.split('\n')[1])).toEqual([
    '## ✅ production: 1 step applied · staging: 1 step applied',
  ])
  expect(world.state.statuses.slice(-2).map(({ context, state }) => [context, state])).toEqual([
    ['policyctl/apply (production)', 'success'],
    ['policyctl/apply (staging)', 'success'],
  ])
})

test('a job that left nothing: not planned, and the check fails; its plan alone was never shown', async () => {
  const { world } = await twoTargets()
  await applied(world, world.main())
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  const plan = await pull.run({ inputs: { command: 'plan', comment: 'false', ...inJob('production') } })
  const comment = { command: 'comment', targets: 'production staging', 'api-key': '' }
  const said = await pull.run({ inputs: { ...comment, documents: downloaded(plan) } })
  expect(said.status).toBe(4)
  expect(world.state.comments[0]?.body).toContain('❌ production: staging could not be planned')
  expect(world.state.comments[0]?.body).toContain('its job left no document')
  const { jobs } = await applied(world, pull.merge())
  expect(jobs.map(({ status }) => status)).toEqual([0, 3])
})

test('documents of another commit are not believed; an apply without what was reviewed is refused', async () => {
  const { world } = await twoTargets()
  await applied(world, world.main())
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('HEAD') })
  const plan = await pull.run({ inputs: { command: 'plan', comment: 'false', ...inJob('production') } })
  pull.commit({ 'policies/a.yaml': policy('POST') })
  const comment = { command: 'comment', targets: 'production', 'api-key': '' }
  const said = await pull.run({ inputs: { ...comment, documents: downloaded(plan) } })
  expect(said.status).toBe(4)
  expect(said.log).toContain('action-document')
  expect(world.state.comments).toEqual([])
  const inputs = { command: 'apply', documents: folderWith(), ...inJob('production') }
  const apply = await world.onMain(pull.merge(), inputs)
  expect(apply.status).toBe(3)
  expect(apply.summary).toContain('the records of the review cannot be read')
})

test('jobs that comment by themselves do not wipe each other: both are shown, both are applied', async () => {
  const { world } = await twoTargets()
  await applied(world, world.main())
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  for (const target of ['production', 'staging']) await pull.run({ inputs: inJob(target) })
  expect(world.state.comments.map(({ isMinimized }) => isMinimized)).toEqual([false, false])
  const { jobs } = await applied(world, pull.merge())
  expect(jobs.map(({ status }) => status)).toEqual([0, 0])
})

test('more targets than a matrix takes are refused with a word', async () => {
  const names = Array.from({ length: 257 }, (_, index) => `t${index}`)
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n${names.map((name) => `  ${name}: { endpoint: "${endpoint}" }\n`).join('')}`,
    }),
  })
  const result = await world.onMain(world.main(), { command: 'targets', targets: '' })
  expect(result.status).toBe(4)
  expect(result.log).toContain('there are 257 targets, and GitHub makes at most 256 jobs of a matrix')
})
