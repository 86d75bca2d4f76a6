import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actionWorld, type WorldOptions } from '../support/action/action-world.ts'
import { BUNDLE, runAction, workflowCommands } from '../support/action/run-action.ts'
import { runActionInProcess } from '../support/action/run-action-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const POLICY = (name: string, resource = 'https://api.example.com/*', permission = 'allow'): string =>
  `name: ${name}\nspec:\n  policies:\n    - permission: ${permission}\n      operations: [GET]\n      resource: ${JSON.stringify(resource)}\n`

const CONFIG = (endpoint: string, more = ''): string =>
  `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n${more}`

/** As GitHub runs it: a process of its own, and the bundle. The other stories are played in this process. */
const bundledWorld = (options: WorldOptions) => actionWorld({ ...options, runner: runAction })

const files = (endpoint: string) => ({ 'policyctl.yaml': CONFIG(endpoint), 'policies/a.yaml': POLICY('a') })

test('the same sources, the same bytes', () => {
  const digest = (): string => createHash('sha256').update(readFileSync(BUNDLE)).digest('hex')
  const before = digest()
  const folder = folderWith()
  execFileSync(process.execPath, ['build.mjs', `--action-to=${folder}/index.mjs`], { stdio: 'pipe' })
  expect(
    createHash('sha256')
      .update(readFileSync(`${folder}/index.mjs`))
      .digest('hex'),
  ).toBe(before)
})

describe('what it refuses', () => {
  const base = { api: 'http://127.0.0.1:9', sha: 'x', inputs: {}, event: { name: 'push', payload: {} } }

  test.each([
    [
      'an address that is none',
      { inputs: { command: 'comment', 'pages-url': 'artifact 7' } },
      /action-input: input pages-url is 'artifact 7'/,
    ],
    ['a command that is none', { inputs: { command: 'deploy' } }, /action-input: input command is 'deploy'/],
    [
      'apply with company',
      { inputs: { command: 'plan apply' } },
      /action-input: input command is 'plan apply'/,
    ],
    [
      'a switch that is none',
      { inputs: { command: 'apply', 'skip-blocked': 'perhaps' } },
      /action-input: input skip-blocked is 'perhaps'/,
    ],
    [
      'pull_request_target',
      { event: { name: 'pull_request_target', payload: {} } },
      /action-event: pull_request_target runs with secrets/,
    ],
    [
      'no repository',
      { env: { GITHUB_REPOSITORY: '' } },
      /action-event: GITHUB_REPOSITORY is missing or invalid/,
    ],
  ])('%s', async (_case, over, message) => {
    const result = await runActionInProcess({ ...base, workspace: folderWith(), ...over })
    expect(result.status).toBe(4)
    expect(result.log).toMatch(message)
    expect(result.log).not.toContain('    at ')
  })
})

test('refused as a process too: the status is its own, and there is no stack trace', async () => {
  const refusal = { inputs: { command: 'deploy' }, event: { name: 'push', payload: {} } }
  const run = { api: 'http://127.0.0.1:9', sha: 'x', workspace: folderWith(), ...refusal }
  const result = await runAction(run)
  expect(result.status).toBe(4)
  expect(result.log).toMatch(/action-input: input command is 'deploy'/)
  expect(result.log).toBe((await runActionInProcess(run)).log)
})

describe('the verdict is the commands’', () => {
  test.each([
    ['the API of GitHub is down', { health: 'down' as const }],
    ['it is broken', { health: 'broken' as const }],
    [
      'the token may only read',
      {
        permissions: {
          'pull-requests': 'read',
          issues: 'read',
          statuses: 'read',
          contents: 'read',
          actions: 'read',
        } as const,
      },
    ],
  ])('%s', async (_case, github) => {
    const world = await bundledWorld({ files, github })
    const result = await world.open(7).push({ 'policies/b.yaml': POLICY('b') })
    expect(result).toMatchObject({ status: 0, outputs: { creates: '2', 'exit-status': '0' } })
    expect(result.log).toContain('the comment was not written, which does not change the verdict')
    expect(result.summary).toContain('What will be written')
  })
})

test('from a fork: no key, a token that may only read, and the check still says what the change does', async () => {
  const permissions = {
    'pull-requests': 'read',
    issues: 'read',
    statuses: 'read',
    contents: 'read',
    actions: 'read',
  } as const
  const world = await bundledWorld({ files, github: { permissions } })
  const pull = world.open(7, { fork: true })
  const result = await pull.push({ 'policies/a.yaml': POLICY('a', 'https://other.example.com/*') })
  expect(result).toMatchObject({ status: 0, outputs: { 'exit-status': '0', direction: 'mixed' } })
  expect(result.summary).toContain('production **not planned**: a fork has no secrets')
  expect(result.summary).toContain('`GET https://other.example.com/*` with **no human**')
  expect(workflowCommands(result.log).filter((line) => line.startsWith('::error'))).toEqual([])
})

test('a missing key where there should be one is an error', async () => {
  const world = await actionWorld({ files })
  const result = await world.open(7, { inputs: { 'api-key': '' } }).push({ 'policies/b.yaml': POLICY('b') })
  expect(result.status).toBe(4)
  expect(world.state.comments[0]?.body).toContain('❌ production could not be planned')
})

test('a config that loosens itself is judged by the old one, and said first', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': CONFIG(endpoint, 'safety: { protect: [a], maxDeletes: 0 }\n'),
      'policies/a.yaml': POLICY('a'),
    }),
  })
  await world.onMain(world.main(), { command: 'apply' })
  const loose = CONFIG(world.endpoint, 'safety: { maxDeletes: 100 }\n')
  const result = await world
    .open(7)
    .push({ 'policyctl.yaml': loose, 'policies/a.yaml': POLICY('a', 'https://other.example.com/*') })
  expect(result.status).not.toBe(0)
  const [comment] = world.state.comments
  expect(comment?.body).toMatch(/> \[!CAUTION\]\n> \*\*This pull request loosens `policyctl\.yaml`\.\*\*/)
  expect(comment?.body).toContain('`safety.maxDeletes`: 0 → 100')
  expect(comment?.body.indexOf('loosens')).toBeLessThan(comment?.body.indexOf('Apply will refuse') ?? 0)
})

test('hostile text of policies is no command in the log, no element in the comment', async () => {
  const world = await bundledWorld({ files })
  const hostile =
    'https://x.example/@acme/team\u001b[31m<img src=x>|`a`\n::set-output name=exit-status::0\n##[error]x\u202e'
  const result = await world.open(7).push({
    'policies/b.yaml': `# ::error::x\nname: b\nspec:\n  policies:\n    - { permission: allow, resource: ${JSON.stringify(hostile)} }\n    - { permission: "::warning::@x <b>" }\n  approvals: []\n`,
  })
  expect(result.outputs['exit-status']).toBe(String(result.status))
  const commands = workflowCommands(result.log)
  expect(commands.filter((line) => /^::(set-output|set-env|add-path|save-state)/.test(line))).toEqual([])
  for (const line of commands) expect(line).toMatch(/^::(error|warning|notice|group|endgroup|add-mask|debug)/)
  const body = world.state.comments[0]?.body ?? ''
  for (const sign of ['\u001b', '\u202e']) expect(result.log + body).not.toContain(sign)
  expect(body).not.toMatch(/<img|(?<![`\w/])@acme/)
})

test('the key is masked, and in nothing that is written; SARIF where it is asked for', async () => {
  const world = await bundledWorld({ files })
  const result = await world.open(7, { inputs: { sarif: 'true' } }).push({ 'policies/b.yaml': POLICY('b') })
  const key = 'key-of-the-story'
  const sarif = readFileSync(result.outputs['sarif-path'] ?? '', 'utf8')
  expect(JSON.parse(sarif).version).toBe('2.1.0')
  expect(result.log).toContain(`::add-mask::${key}`)
  expect(result.log.replaceAll(`::add-mask::${key}`, '')).not.toContain(key)
  expect(result.summary + JSON.stringify([result.outputs, world.state.comments])).not.toContain(key)
})
