/** A target that cannot be applied holds up nothing that the others have: neither the review nor the readers. */
import { expect, test } from 'vitest'
import { actionWorld, KEY } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { emulator } from '../support/servers/emulator.ts'
import { serve } from '../support/servers/http-server.ts'

const policy = (operations: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operations}], resource: "https://api.example.com/*" }\n`

const BOTH = { targets: 'production eu' }

async function worldWithDeadTarget() {
  const dead = await serve({ status: 403, body: { error: 'no' } })
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n  eu: { endpoint: "${dead.url}/api/v1" }\n`,
      'policies/a.yaml': policy('GET'),
    }),
  })
  const apply = { command: 'apply', ...BOTH }
  await world.onMain(world.main(), apply)
  return { world, apply, open: (number: number) => world.open(number, { inputs: BOTH }) }
}

test('what a target had once and lost again is shown to nobody, also while another target lacks all of it', async () => {
  const { world, apply, open } = await worldWithDeadTarget()
  const opening = open(7)
  await opening.push({ 'policies/a.yaml': policy('GET, POST') })
  await world.onMain(opening.merge(), apply)
  const closing = open(8)
  await closing.push({ 'policies/a.yaml': policy('GET') })
  await world.onMain(closing.merge(), apply)
  const desk = world.clone()
  commitFiles(desk, { 'policies/a.yaml': policy('GET, POST') })
  git(desk, 'push', '-q', 'origin', 'HEAD:main')

  const refused = await world.onMain(world.main(), apply)
  expect(refused.summary).toContain('no merged pull request brought what this apply opens')
  expect(JSON.stringify([...(await world.policies())])).not.toContain('POST')
})

test('each merged pull request is told once, and again when the target has caught up', async () => {
  const { world, apply, open } = await worldWithDeadTarget()
  for (const number of [7, 8, 9]) {
    const pull = open(number)
    await pull.push({ [`policies/b${number}.yaml`]: policy('GET').replace('name: a', `name: b${number}`) })
    await world.onMain(pull.merge(), apply)
  }
  const told = () => world.state.comments.filter(({ body }) => body.startsWith('<!-- policyctl:apply'))
  expect(told().map(({ issue }) => issue)).toEqual([7, 8, 9])
  expect(told().every(({ body }) => body.includes('production: 1 step applied'))).toBe(true)

  const { url } = await emulator({ apiKey: KEY })
  const desk = world.clone()
  const config = git(desk, 'show', 'HEAD:policyctl.yaml').replace(/(eu: .*?")[^"]*/, `$1${url}/api/v1`)
  commitFiles(desk, { 'policyctl.yaml': config })
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  const done = await world.onMain(world.main(), { ...apply, 'allow-unreviewed': 'true' })
  expect(done.status).toBe(0)
  expect(told().map(({ issue }) => issue)).toEqual([7, 8, 9, 9, 8, 7])
  expect(told().at(-1)?.body).toContain('eu: 4 steps applied')
})
