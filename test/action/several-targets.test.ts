/** One job for each target, as the workflows of init run them. */
import { readFileSync, writeFileSync } from 'node:fs'
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
  expect(world.state.comments[0]?.body).toContain('❌ staging could not be planned')
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
  expect(world.state.comments[0]?.body).toContain('❌ production could not be planned')
  expect(world.state.comments[0]?.body).toMatch(
    /is about commit `?[0-9a-f]{7}`? and the project in the folder \., and this run about commit/,
  )
  const inputs = { command: 'apply', documents: folderWith(), ...inJob('production') }
  const apply = await world.onMain(pull.merge(), inputs)
  expect(apply.status).toBe(3)
  expect(apply.summary).toContain('the records of the review cannot be read')
})

test('a document that cannot be used hides no other, and says nothing of its own target', async () => {
  const { world } = await twoTargets()
  await applied(world, world.main())
  const pull = world.open(7)
  pull.commit({ 'policies/a.yaml': policy('POST') })
  const plans = []
  for (const target of ['production', 'staging'])
    plans.push(await pull.run({ inputs: { command: 'plan', comment: 'false', ...inJob(target) } }))
  const documents = downloaded(...plans)
  const file = join(documents, 'artifact-0', 'job-plan-production.json')
  const good = readFileSync(file, 'utf8')
  const { report, ...place } = JSON.parse(good)
  const said = async (): Promise<string> => {
    const inputs = { command: 'comment', targets: 'production staging', 'api-key': '', documents }
    expect((await pull.run({ inputs })).status).toBe(4)
    return world.state.comments.findLast(({ isMinimized }) => !isMinimized)?.body ?? ''
  }
  const unusable: readonly (readonly [string, string])[] = [
    [good.slice(0, 200), 'is not a document that a job'],
    [JSON.stringify({ ...place, report, target: 'staging' }), 'is not a document that a job'],
    [JSON.stringify({ ...place, report: { ...report, name: 'staging' } }), 'is not a document that a job'],
  ]
  for (const [text, why] of unusable) {
    writeFileSync(file, text)
    const body = await said()
    expect(body).toContain('## ❌ production could not be planned · staging: 1 policy allows more')
    expect(body).toContain(why)
    expect(body).toContain('(`action-document`)')
  }
  // Two jobs had the target: the last one read must not win.
  writeFileSync(file, good)
  const green = { ...place, exitStatus: 0, report: { kind: 'skipped', name: 'production', reason: 'x' } }
  writeFileSync(join(documents, 'artifact-1', 'job-plan-production.json'), JSON.stringify(green))
  expect(await said()).toContain('there are several documents of production')
})

test('without what was reviewed, the statuses still say what was applied', async () => {
  const { world } = await twoTargets()
  const at = world.main()
  const { jobs } = await applied(world, at)
  const statuses = world.state.statuses.length
  const documents = downloaded(...jobs)
  const inputs = { command: 'comment', targets: 'production staging', 'api-key': '', documents }
  const last = await world.onMain(at, inputs)
  expect(last.status).toBe(4)
  expect(last.summary).toContain('✅ production: 1 step applied')
  expect(last.log).toContain('no merged pull request got a comment')
  expect(world.state.statuses).toHaveLength(statuses + 2)
})

test('a project without a workspace elsewhere: nothing to do, and that is said', async () => {
  const world = await actionWorld({
    files: () => ({ 'policyctl.yaml': 'version: 1\n', 'policies/a.yaml': policy('GET') }),
  })
  const at = world.main()
  const first = await world.onMain(at, { command: 'targets reviewed', targets: '', 'api-key': '' })
  expect(first).toMatchObject({ status: 0, outputs: { targets: '[]' } })
  const inputs = { command: 'comment', targets: '', 'api-key': '', documents: downloaded(first) }
  const last = await world.onMain(at, inputs)
  expect(last.status).toBe(0)
  expect(last.summary).toContain('nothing is applied: `policyctl.yaml` names no target with an endpoint')
})

test('a target that a pull request names first: its apply says why it is refused', async () => {
  const other = await emulator({ apiKey: KEY })
  const config = (endpoint: string, more = ''): string =>
    `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n${more}`
  const world = await actionWorld({
    files: (endpoint) => ({ 'policyctl.yaml': config(endpoint), 'policies/a.yaml': policy('GET') }),
  })
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  const staging = `  staging: { endpoint: "${other.url}/api/v1" }\n`
  await pull.push({ 'policyctl.yaml': config(world.endpoint, staging) })
  const applied = await world.onMain(pull.merge(), { command: 'apply', targets: 'production staging' })
  expect(applied.status).toBe(3)
  expect(applied.summary).toContain('the comments on `#7` did not plan staging')
  expect(applied.summary).not.toContain('somebody else wrote')
})

test('a target that the first job did not look at has no first apply that nobody reviewed', async () => {
  const { world, other } = await twoTargets()
  const first = await world.onMain(world.main(), { command: 'reviewed', targets: 'production' })
  const inputs = { command: 'apply', documents: downloaded(first), ...inJob('staging') }
  const job = await world.onMain(world.main(), inputs)
  expect(job.status, job.summary).toBe(3)
  expect(job.summary).toContain('the job of command: reviewed did not look at staging')
  expect([...(await other.policies()).keys()]).toEqual([])
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
