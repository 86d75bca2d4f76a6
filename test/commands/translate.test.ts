import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documentSchema } from '../support/output/document-schema.ts'
import { unprintable } from '../support/output/unprintable.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { serve } from '../support/servers/http-server.ts'
import { folderWith } from '../support/suite/folder.ts'

const CONFIG = {
  'policyctl.yaml':
    'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\ndefaultTarget: local\n',
}
const WORDS = 'Allow reading Google Calendar, ask for approval before creating events'
const isTranslation = documentSchema('translate')

const translate = (cwd: string, ...args: string[]) => runInProcess(['translate', ...args], { cwd })

test('the file is written, shown and linted, what is open is named, and the workspace stays empty', async () => {
  const cwd = folderWith({ ...CONFIG, 'schema/policy.schema.json': '{}' })
  const result = await translate(cwd, WORDS, '--name', 'calendar')
  const text = readFileSync(join(cwd, 'policies/calendar.yaml'), 'utf8')
  expect(text).toContain('# yaml-language-server: $schema=../schema/policy.schema.json\n')
  expect(text).toContain(`# > ${WORDS}\n`)
  expect(text).toContain('operations: [GET]\n      resource: https://www.googleapis.com/calendar/*\n')
  expect(result.stdout).toContain('wrote policies/calendar.yaml: 2 rules\n')
  expect(result.stdout).toContain('the server did not understand "events", so no rule takes account of it')
  expect(result.stdout).toContain('no rule covers HEAD, PUT, PATCH, DELETE')
  expect(result.stdout).toContain('the approval route names nobody yet')
  expect(result.stdout).toContain('plan and apply refuse the files until this error is fixed')
  expect(result.status).toBe(0)
  expect(existsSync(join(cwd, '.policyctl'))).toBe(false)
})

test('an option that takes several values and swallowed the text is named', async () => {
  const { status, stderr } = await translate(
    folderWith(CONFIG),
    '--approvers',
    'owners',
    'ask first',
    '--name',
    'x',
  )
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining(
      '(--approvers takes every word up to the next option: write the argument before it)',
    ),
  ])
  const bare = await translate(folderWith(CONFIG), '--name', 'x')
  expect(bare.stderr).not.toContain('--approvers')
})

test('a policy that only denies: nothing is said of methods that it would allow', async () => {
  const { stdout } = await translate(folderWith(CONFIG), 'deny reads', '--name', 'reads')
  expect(stdout).toContain('no rule allows anything: this policy only denies')
  expect(stdout).not.toContain('no rule covers')
})

test('--format json: one document, valid, with the findings of lint', async () => {
  const cwd = folderWith(CONFIG)
  const result = await translate(cwd, 'Allow reads', '--name', 'reads', '--format', 'json')
  const document = JSON.parse(result.stdout)
  expect(isTranslation(document)).toBe(true)
  expect(document).toMatchObject({
    policy: 'reads',
    file: 'policies/reads.yaml',
    spec: { policies: [{ permission: 'allow', operations: ['GET'] }] },
    open: [
      { kind: 'resource', rule: 0 },
      { kind: 'other-methods', rule: null },
    ],
  })
})

test('--resource fills rules that name none, and only these', async () => {
  const cwd = folderWith(CONFIG)
  await translate(
    cwd,
    'Reads on Stripe are fine. Never delete.',
    '--name',
    'x',
    '--resource',
    'https://api.acme.example/*',
  )
  const text = readFileSync(join(cwd, 'policies/x.yaml'), 'utf8')
  expect(text.match(/resource: .*/g)).toEqual([
    'resource: https://api.stripe.com/*',
    'resource: https://api.acme.example/*',
  ])
})

describe('--approvers', () => {
  const asks = 'Reads on Stripe need approval'

  test('names who approves, each group once, and lint wants nothing more', async () => {
    const cwd = folderWith(CONFIG)
    const groups = ['--approvers', 'finance-approvers', 'support-leads,finance-approvers']
    const result = await translate(cwd, asks, '--name', 'x', ...groups)
    const text = readFileSync(join(cwd, 'policies/x.yaml'), 'utf8')
    expect(text).toContain('      approvers: { groups: [finance-approvers, support-leads] }\n')
    expect(result.stdout).toContain('no findings')
    expect(result.stdout).not.toContain('approvers.groups')
    expect(result.status).toBe(0)
  })

  test('become the groups of the files where the target has others', async () => {
    const cwd = folderWith({
      'policyctl.yaml': `version: 1
targets:
  local:
    embedded: .policyctl/local.json
    layers: [base]
    map: { groups: { finance: dev-self } }
`,
      'policies/base/y.yaml': 'name: y\nspec: { policies: [{ permission: deny }] }\n',
    })
    await translate(cwd, asks, '--name', 'x', '--approvers', 'dev-self', '--target', 'local')
    expect(readFileSync(join(cwd, 'policies/base/x.yaml'), 'utf8')).toContain('groups: [finance]')
  })

  test('an empty one is refused', async () => {
    const result = await translate(folderWith(CONFIG), asks, '--name', 'x', '--approvers', '')
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain('error usage: --approvers contains an empty group name')
  })
})

test('an option that changes nothing is said', async () => {
  const given = ['--approvers', 'a', '--resource', 'https://x.example/*', '--format', 'json']
  const result = await translate(folderWith(CONFIG), 'Allow reads on Stripe', '--name', 'x', ...given)
  const document = JSON.parse(result.stdout)
  expect(isTranslation(document)).toBe(true)
  expect(document.open).toEqual(
    expect.arrayContaining([
      { kind: 'resource', rule: null, message: expect.stringContaining('--resource is not used') },
      { kind: 'approvers', rule: null, message: expect.stringContaining('--approvers is not used') },
    ]),
  )
})

test.each([
  ['policies/x.json', 'is read as JSON'],
  ['policies/x.txt', 'is not read'],
  ['policies/x.test.yaml', 'is read as tests'],
])('--out %s, which %s, is refused', async (out, fact) => {
  const cwd = folderWith(CONFIG)
  const result = await translate(cwd, 'Allow reads on Stripe', '--name', 'x', '--out', out)
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain(fact)
  expect(readdirSync(cwd)).toEqual(['policyctl.yaml'])
})

test('--out goes anywhere that it names, relative to where one stands', async () => {
  const cwd = folderWith({ ...CONFIG, 'sub/keep': '' })
  const result = await runCli(['translate', 'Allow reads on Stripe', '--name', 'x', '--out', '../y.yaml'], {
    cwd: join(cwd, 'sub'),
  })
  expect(result.stdout).toContain('wrote y.yaml')
  expect(existsSync(join(cwd, 'y.yaml'))).toBe(true)
})

test('linted among the other files: a name that is taken is an error, and the status says so', async () => {
  const cwd = folderWith({
    ...CONFIG,
    'policies/other.yaml': 'name: x\nspec: { policies: [{ permission: deny }] }\n',
  })
  const result = await translate(cwd, 'Allow reads on Stripe', '--name', 'x')
  expect(result.status).toBe(1)
  expect(result.stdout).toMatch(/policies\/x\.yaml:\d+:\d+ error duplicate-policy/)
})

describe('a file that is there', () => {
  const files = { ...CONFIG, 'policies/x.yaml': '# mine\n' }

  test('stays, also where it is a link to nothing', async () => {
    const cwd = folderWith(files)
    symlinkSync('nowhere', join(cwd, 'policies/y.yaml'))
    for (const name of ['x', 'y']) {
      const result = await translate(cwd, 'Allow reads on Stripe', '--name', name)
      expect(result).toMatchObject({ status: 4, stdout: '' })
      expect(result.stderr).toContain(`error file-exists: policies/${name}.yaml already exists`)
    }
    expect(readFileSync(join(cwd, 'policies/x.yaml'), 'utf8')).toBe('# mine\n')
    expect(existsSync(join(cwd, 'policies/nowhere'))).toBe(false)
  })

  test('outside of the folder of the policies it is said that nobody reads it there', async () => {
    const cwd = folderWith(files)
    const { status, stderr } = await translate(cwd, 'Allow reads on Stripe', '--name', 'z', '--out', 'z.yaml')
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('z.yaml is not below policies: lint, plan and apply do not read it there\n'),
    ])
    const below = await translate(cwd, 'Allow reads on Stripe', '--name', 'z', '--out', 'policies/z.yaml')
    expect(below.stderr).not.toContain('do not read it')
  })

  test('--force replaces it', async () => {
    const cwd = folderWith(files)
    expect((await translate(cwd, 'Allow reads on Stripe', '--name', 'x', '--force')).stderr).not.toContain(
      'error',
    )
    expect(readFileSync(join(cwd, 'policies/x.yaml'), 'utf8')).toContain('name: x\n')
  })
})

describe('what cannot be done writes nothing', () => {
  test.each([
    [['Allow reads'], 4, 'error usage: translate needs a --name'],
    [['Allow reads', '--name', '../x'], 4, "error usage: '../x' is not a name for a policy"],
    [
      ['Allow reads', '--name', 'translate'],
      4,
      "error usage: no policy can be called 'translate': the API has",
    ],
    [['Hello there', '--name', 'x'], 1, 'error translation-empty'],
    [[' ', '--name', 'x'], 1, 'error translation-empty'],
    [['--name', 'x'], 4, "missing required argument 'text'"],
  ])('%j → %i', async (args, status, text) => {
    const cwd = folderWith(CONFIG)
    const result = await translate(cwd, ...args)
    expect(result).toMatchObject({ status, stdout: '' })
    expect(result.stderr).toContain(text)
    expect(readdirSync(cwd)).toEqual(['policyctl.yaml'])
  })
})

test('a hostile translation stays inside its quotes, its comment and its line', async () => {
  const rules = [
    {
      permission: 'allow',
      operations: ['GET\nname: evil', '\u001b[31m'],
      resource: 'https://x/*\u202e"\n---\n',
      tags: ['a, b'],
    },
  ]
  const server = await serve({ body: { rules } })
  const cwd = folderWith()
  const env = { RUNAGENTS_ENDPOINT: server.url, RUNAGENTS_API_KEY: 'ra_ws_marked-key' }
  const result = await runCli(
    ['translate', 'a\u001b[2J\n---\nname: evil', '--name', 'x', '--format', 'json'],
    { cwd, env },
  )
  expect(JSON.parse(result.stdout).spec.policies).toEqual(rules)
  const text = readFileSync(join(cwd, 'policies/x.yaml'), 'utf8')
  expect(text).not.toMatch(/^---|^name: evil/m)
  expect(unprintable(text)).toEqual([])
  const shown = await runInProcess(['translate', 'a\u001b[2J', '--name', 'x', '--force'], { cwd, env })
  expect(unprintable(shown.stdout + shown.stderr)).toEqual([])
  expect(text + shown.stdout + shown.stderr).not.toContain('marked-key')
})

test.each([
  ['Read and write the calendar after approval', true],
  ['Everything on Stripe needs approval', true],
  ['Writes on Stripe need approval', false],
  ['Reads on Stripe need approval', false],
  ['Allow reading Stripe. Writes on Stripe need approval', false],
])('%s: approval for the whole text is said: %s', async (words, isSaid) => {
  const result = await translate(folderWith(CONFIG), words, '--name', 'x', '--approvers', 'finance')
  expect(result.stdout.includes('approval was taken for the whole text, reads (GET) too')).toBe(isSaid)
})

test('one method that no rule covers is told as one', async () => {
  const words = 'Reads on Stripe are fine. Writes on Stripe need approval'
  const { stdout } = await translate(folderWith(CONFIG), words, '--name', 'x', '--approvers', 'finance')
  expect(stdout).toContain('no rule covers HEAD: this policy does not allow it\n')
})
