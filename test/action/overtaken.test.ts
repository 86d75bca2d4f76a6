/** Runs of policy-apply whose commit is not the newest any more, and one that goes on where another stopped. */
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { serve } from '../support/servers/http-server.ts'

const API = 'https://api.example.com'
const spec = (...rules: readonly string[]): string =>
  `spec:\n  policies:\n${rules.map((rule) => `    - ${ruleOf(rule)}\n`).join('')}`
const ruleOf = (rule: string): string => {
  const [permission, operation, path] = rule.split(' ')
  return `{ permission: ${permission}, operations: [${operation}], resource: "${API}/${path}" }`
}
const policy = (name: string, ...rules: readonly string[]): string => `name: ${name}\n${spec(...rules)}`

const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml': policy('a', 'allow GET *'),
})
const APPLY = { command: 'apply' }
const WIDER = policy('a', 'allow GET *', 'allow POST *')
const BINDINGS = ['a', 'b']
  .map(
    (name) =>
      `apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: x-${name} }\nspec: { policyRef: { name: ${name} }, subjects: [{ kind: ServiceAccount, name: x }] }\n`,
  )
  .join('---\n')

/** A pull request whose apply has not run yet. */
async function merged(
  a: string,
  before: typeof files = files,
  inputs: Readonly<Record<string, string>> = APPLY,
): Promise<{ world: ActionWorld; at: { folder: string; sha: string } }> {
  const world = await actionWorld({ files: before })
  await world.onMain(world.main(), inputs)
  const pull = world.open(7)
  await pull.push({ 'policies/a.yaml': a })
  return { world, at: pull.merge() }
}

async function live(world: ActionWorld): Promise<string> {
  return JSON.stringify([...(await world.policies())])
}

test('what a revert has taken back is opened by no run of before, and the revert is applied', async () => {
  const { world, at } = await merged(policy('a', 'allow POST *'))
  const revert = world.open(8)
  await revert.push({ 'policies/a.yaml': policy('a', 'allow GET *') })
  const back = revert.merge()

  const old = await world.onMain(at, APPLY)
  expect(old.status).toBe(3)
  expect(old.summary).toContain('any agent bound to `a`: `POST https://api.example.com/*`')
  expect(old.summary).toContain(
    `its newest commit, \`${back.sha.slice(0, 7)}\`, does not open it (\`taken-back\`)`,
  )
  expect(await live(world)).not.toContain('POST')
  expect(await world.onMain(back, APPLY)).toMatchObject({ status: 0, outputs: { changes: '0' } })
})

test.each([
  ['a policy that is gone', (desk: string) => git(desk, 'rm', '-q', 'policies/a.yaml')],
  ['a project that is gone', (desk: string) => git(desk, 'rm', '-rq', 'policies', 'policyctl.yaml')],
])('%s opens nothing', async (_case, remove) => {
  const { world, at } = await merged(policy('a', 'allow GET *', 'allow POST *'))
  const desk = world.clone()
  remove(desk)
  commitFiles(desk, { 'README.md': 'gone\n' })
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  const old = await world.onMain(at, APPLY)
  expect(old.status).toBe(3)
  expect(old.summary).toContain('`taken-back`')
  expect(await live(world)).not.toContain('POST')
})

/** Somebody pushes to main what no pull request had. */
function pushed(world: ActionWorld, change: Readonly<Record<string, string>>): void {
  const desk = world.clone()
  commitFiles(desk, change)
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
}

test('what another policy of the newest commit denies is opened by no run of before', async () => {
  const { world, at } = await merged(WIDER, (endpoint) => ({
    ...files(endpoint),
    'policies/b.yaml': policy('b', 'allow GET x'),
    'policies/bindings.yaml': BINDINGS,
  }))
  pushed(world, { 'policies/b.yaml': policy('b', 'deny POST *') })
  const old = await world.onMain(at, APPLY)
  expect(old.status, old.summary).toBe(3)
  expect(old.summary).toContain('has taken back what this apply would open')
  expect(await live(world)).not.toContain('POST')
})

const OTHER = 'https://x.example.com'
const chosen = (endpoint: string, name = 'production'): string =>
  `version: 1\ndefaultTarget: ${name}\ntargets: { ${name}: { endpoint: "${endpoint}" } }\n`

test.each<[string, (endpoint: string) => string, string]>([
  ['has another workspace', () => chosen(OTHER), 'has no target production with this workspace'],
  ['has no target', () => 'version: 1\n', 'has no target production with this workspace'],
  ['cannot be read', () => 'version: [\n', 'it is not known whether main'],
  [
    'has the workspace under another name',
    (endpoint) =>
      `version: 1\ndefaultTarget: other\ntargets: { other: { endpoint: "${OTHER}" }, prod: { endpoint: "${endpoint}/" } }\n`,
    'has the workspace of production as target prod',
  ],
])(
  'if the config chooses the target, and that of the newest commit %s, nothing is opened',
  async (_case, config, words) => {
    const inputs = { ...APPLY, targets: '' }
    const before = (endpoint: string) => ({ ...files(endpoint), 'policyctl.yaml': chosen(endpoint) })
    const { world, at } = await merged(WIDER, before, inputs)
    pushed(world, { 'policyctl.yaml': config(world.endpoint) })
    const old = await world.onMain(at, inputs)
    expect(old.status, old.summary).toBe(3)
    expect(old.summary.replaceAll('`', '')).toContain(words)
    expect(await live(world)).not.toContain('POST')
  },
)

test('a workspace whose URL the newest commit spells otherwise is the same', async () => {
  const { world, at } = await merged(WIDER)
  const [config = ''] = Object.values(files(`${world.endpoint}/`))
  pushed(world, { 'policyctl.yaml': config, 'policies/a.yaml': WIDER })
  expect((await world.onMain(at, APPLY)).status).toBe(0)
  expect(await live(world)).toContain('POST')
})

test.each<[string, Record<string, string>, string]>([
  [
    'a file that cannot be read',
    { 'policies/a.yaml': 'name: a\nspec: [\n' },
    'it is not known whether `main`',
  ],
  [
    'a file of another policy that cannot be read',
    { 'policies/b.yaml': 'name: b\nspec: [\n' },
    'it is not known whether `main`',
  ],
  ['a config that cannot be read', { 'policyctl.yaml': 'version: [\n' }, 'it is not known whether `main`'],
  [
    'another target',
    { 'policyctl.yaml': 'version: 1\ntargets: { other: { endpoint: "https://x.example.com" } }\n' },
    'has no target `production` with this workspace',
  ],
  [
    'the target with another workspace',
    { 'policyctl.yaml': 'version: 1\ntargets: { production: { endpoint: "https://x.example.com" } }\n' },
    'has no target `production` with this workspace',
  ],
])('where the newest commit has %s, nothing is opened, and it is said why', async (_case, change, words) => {
  const { world, at } = await merged(policy('a', 'allow GET *', 'allow POST *'))
  const desk = world.clone()
  commitFiles(desk, change)
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  const old = await world.onMain(at, APPLY)
  expect(old.status).toBe(3)
  expect(old.summary).toContain('`taken-back`')
  expect(old.summary.replaceAll('`', '')).toContain(words.replaceAll('`', ''))
  expect(old.summary).not.toContain('has taken back')
  expect(await live(world)).not.toContain('POST')
})

test.each([
  ['keeps it', policy('a', 'allow GET *', 'allow POST *', 'allow PUT *')],
  ['opens more', policy('a', 'allow "*" *')],
])('what the newest commit %s is opened by the run before', async (_case, newest) => {
  const { world, at } = await merged(policy('a', 'allow GET *', 'allow POST *'))
  const desk = world.clone('--depth=1')
  commitFiles(desk, { 'policies/a.yaml': newest })
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  expect((await world.onMain(at, APPLY)).status).toBe(0)
  expect(await live(world)).toContain('POST')
})

test('what only closes goes first, whatever came later', async () => {
  const { world, at } = await merged(policy('a', 'allow GET x/*'))
  const revert = world.open(8)
  await revert.push({ 'policies/a.yaml': policy('a', 'allow GET *') })
  revert.merge()
  expect((await world.onMain(at, APPLY)).status).toBe(0)
  expect(await live(world)).toContain(`${API}/x/*`)
})

/** The headers of a request without those of its connection and length, which the next connection has its own of. */
function passedOn(headers: Readonly<Record<string, string | readonly string[] | undefined>>) {
  const own = ['connection', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'transfer-encoding']
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      own.includes(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  )
}

/** The workspace behind a gateway that refuses all writes after so many. */
async function refusingAfter(writes: number) {
  const left = { writes: Number.POSITIVE_INFINITY }
  let origin = ''
  const gateway = await serve((request, response) => {
    if (request.method !== 'GET' && left.writes-- <= 0) return { status: 403, body: { error: 'no' } }
    void fetch(`${origin}${request.path}`, {
      method: request.method,
      headers: passedOn(request.headers),
      ...(request.body === '' ? {} : { body: request.body }),
    }).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(await answer.text())
    })
    return undefined
  })
  const world = await actionWorld({
    files: (endpoint) => {
      origin = new URL(endpoint).origin
      return {
        ...files(endpoint.replace(origin, gateway.url)),
        'policies/a.yaml': policy('a', 'allow GET x', 'deny GET y', 'approval_required GET w/*'),
        'policies/b.yaml': policy('b', 'deny GET x', 'allow GET y', 'approval_required GET w/*'),
      }
    },
  })
  await world.onMain(world.main(), APPLY)
  left.writes = writes
  const mend = (): void => {
    left.writes = Number.POSITIVE_INFINITY
  }
  return { world, mend }
}

test('an apply that stopped between its two writes of a policy goes on, and opens nothing that nobody saw', async () => {
  const { world, mend } = await refusingAfter(2)
  const pull = world.open(7)
  const after = (name: string): string =>
    policy(name, 'allow GET z', 'approval_required GET w/v/*', 'approval_required GET w/u/*')
  await pull.push({ 'policies/a.yaml': after('a'), 'policies/b.yaml': after('b') })
  const at = pull.merge()
  expect((await world.onMain(at, APPLY)).status).toBe(1)
  expect(await live(world)).toContain('deny')

  mend()
  const again = await world.onMain(at, APPLY)
  expect(again.status, again.summary).toBe(0)
  expect(await live(world)).not.toContain('deny')
})
