/** Pull requests of a layered project: each fact is told of the targets that it holds for, and of no other. */
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld, KEY } from '../support/action/action-world.ts'
import { emulator } from '../support/servers/emulator.ts'

const policy = (name: string, operations: string, resource: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [${operations}], resource: "${resource}" }\n`

const TARGETS = { targets: 'dev prod-eu prod-us' }
const POSTS = { 'policies/base/p.yaml': policy('p', 'GET, POST', 'https://api.a.com/*') }

interface Fleet {
  readonly world: ActionWorld
  readonly config: string
}

/** dev calls a host otherwise; prod-eu has a layer of its own. */
async function fleet(more = ''): Promise<Fleet> {
  const [eu, us] = [await emulator({ apiKey: KEY }), await emulator({ apiKey: KEY })]
  let config = ''
  const world = await actionWorld({
    files: (endpoint) => {
      config = `version: 1
targets:
  dev: { endpoint: "${endpoint}", layers: [base], map: { hosts: { api.a.com: a.test } } }
  prod-eu: { endpoint: "${eu.url}/api/v1", layers: [base, eu] }
  prod-us: { endpoint: "${us.url}/api/v1", layers: [base] }
${more}`
      return {
        'policyctl.yaml': config,
        'policies/base/p.yaml': policy('p', 'GET', 'https://api.a.com/*'),
        'policies/base/q.yaml': policy('q', 'GET', 'https://api.b.com/*'),
        'policies/eu/q.yaml': policy('q', 'GET', 'https://api.b.com/eu/*'),
      }
    },
  })
  const start = await world.onMain(world.main(), { command: 'apply', ...TARGETS })
  expect(start.status).toBe(0)
  return { world, config }
}

const bodyOf = ({ state }: ActionWorld): string => state.comments.at(-1)?.body ?? ''

/** The paragraphs of the comment that have this text. */
const partsWith = (body: string, text: string): readonly string[] =>
  body.split('\n\n').filter((part) => part.includes(text))

const headsOf = (body: string): readonly string[] =>
  body.split('\n').filter((line) => line.startsWith('**update** `p`'))

test('what a target maps, edits or cannot plan is told of that target alone', async () => {
  const { world, config } = await fleet()
  await world.open(7, { inputs: TARGETS }).push(POSTS)
  const planned = bodyOf(world)
  const [mapped = ''] = partsWith(planned, 'POST https://a.test/*')
  expect(mapped).toContain('(dev only)')
  expect(mapped).toContain('(`api.a.com` in the file is `a.test` in this target)')
  const [plain = ''] = partsWith(planned, 'POST https://api.a.com/*')
  expect(plain).toContain('(prod-eu and prod-us only)')
  expect(plain).toContain('[`p#0`]')
  expect(plain).not.toContain('a.test')

  await world.open(8, { inputs: TARGETS, fork: true }).push(POSTS)
  const offline = bodyOf(world)
  expect(partsWith(offline, 'POST https://a.test/*')[0]).toContain('(`files of dev` only)')
  const [both = ''] = partsWith(offline, 'POST https://api.a.com/*')
  expect(both).toContain('(`files of prod-eu` and `files of prod-us` only)')

  const renamed = world.open(9, { inputs: TARGETS })
  renamed.commit({
    'policyctl.yaml': config.replace('[base, eu]', '[base, europe]'),
    'policies/europe/q.yaml': policy('q', 'GET', 'https://api.b.com/eu/*'),
  })
  renamed.remove('policies/eu/q.yaml')
  expect((await renamed.run()).status).toBe(4)
  const body = bodyOf(world)
  expect(body).toContain('prod-eu could not be planned')
  expect(body).toContain('without the layer is merged, then delete the folder')
  expect(body).toContain('dev **no change**')

  const broken = await world
    .open(11, { inputs: TARGETS })
    .push({ 'policyctl.yaml': config.replace('layers: [base, eu]', 'layers: {}'), ...POSTS })
  expect(broken.status).toBe(4)
  expect(bodyOf(world)).toContain('policyctl.yaml cannot be read')
  expect(partsWith(bodyOf(world), 'of this pull request cannot be read')[0]).toContain('config-invalid')
  expect(partsWith(bodyOf(world), 'POST https://a.test/*')).not.toEqual([])

  const added = '  prod-br: { endpoint: "http://127.0.0.1:1/api/v1", layers: [base] }\n'
  await world.open(12, { inputs: TARGETS }).push({ 'policyctl.yaml': `${config}${added}` })
  expect(bodyOf(world)).toContain('prod-br **not planned**: `policyctl.yaml` of main does not name it yet')

  await world.edit('p', {
    policies: [{ permission: 'allow', operations: ['GET', 'PUT'], resource: 'https://a.test/*' }],
  })
  await world.open(10, { inputs: TARGETS }).push(POSTS)
  expect(headsOf(bodyOf(world))).toEqual([
    '**update** `p` · 🔺 wider, 🔻 narrower (dev only) · made or edited live; this overwrites it',
    '**update** `p` · 🔺 wider (prod-eu and prod-us only)',
  ])
})

test('a guardrail of one target holds the step there, and is a finding beside the one of another', async () => {
  const rail = (name: string, target: string): string =>
    `  - { name: ${name}, on: { operations: [POST], resource: "https://api.a.com/*" }, never: allow, targets: [${target}] }\n`
  const { world } = await fleet(`guardrails:\n${rail('g-dev', 'dev')}${rail('g-eu', 'prod-eu')}`)
  const { status } = await world.open(7, { inputs: TARGETS }).push(POSTS)
  expect(status).toBe(3)
  const body = bodyOf(world)
  expect(headsOf(body)).toEqual([
    '**update** `p` · 🔺 wider (dev only) · ⛔ blocked',
    '**update** `p` · 🔺 wider (prod-eu only) · ⛔ blocked',
    '**update** `p` · 🔺 wider (prod-us only)',
  ])
  expect(body).toContain('**2 errors in the files**; apply refuses what breaks a guardrail.')
  for (const name of ['g-dev', 'g-eu'])
    expect(body).toContain(`error \`guardrail\`: guardrail ${name} is broken`)
})

test('unmanaged: fail of one target is told of that target, where a policy made elsewhere breaks a guardrail', async () => {
  const { world } = await fleet(`safety: [{ targets: [dev], unmanaged: fail }]
guardrails:
  - { name: no-posts, on: { operations: [POST], resource: "https://c.test/*" }, never: allow }
`)
  const made = await fetch(`${world.endpoint}/policies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'stranger',
      spec: { policies: [{ permission: 'allow', operations: ['POST'], resource: 'https://c.test/*' }] },
    }),
  })
  expect(made.ok).toBe(true)
  const { status } = await world.open(7, { inputs: TARGETS }).push({
    'policies/base/p.yaml': policy('p', 'GET', 'https://api.a.com/v1/*'),
  })
  expect(status).toBe(1)
  const [told = ''] = partsWith(bodyOf(world), 'no-posts')
  expect(told).toContain('stranger')
  expect(told).toContain('dev')
  expect(bodyOf(world)).toContain('CAUTION')
})
