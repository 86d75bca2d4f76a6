import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { serve } from '../support/servers/http-server.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const isDiffDocument = documentSchema('diff')

const CRM = `name: crm
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://api.hubspot.com/crm/*
    - permission: approval_required
      operations: [PATCH]
      resource: https://api.hubspot.com/crm/*
  approvals:
    - name: edits
      approvers: { groups: [sales] }
`
const BINDING = `---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b }
spec:
  policyRef: { name: crm }
  subjects: [{ kind: ServiceAccount, name: sales-agent }]
`
const NARROWED = CRM.replace('crm/*', 'crm/v3/*')
const WIDENED = CRM.replace('approval_required', 'allow')
const REROUTED = CRM.replace('[sales]', '[support]')

function repository(working: string, committed = CRM + BINDING): string {
  const cwd = repositoryWith({ 'policies/crm.yaml': committed })
  writeFiles(cwd, { 'policies/crm.yaml': working })
  return cwd
}

describe('sides', () => {
  test('none: from git:HEAD to the files', async () => {
    const cwd = repository(WIDENED + BINDING)
    const result = await runCli(['diff'], { cwd })
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(result.stdout).toContain('git:HEAD → files')
    expect(result.stdout).toContain('▲ WIDER     sales-agent')
    expect(result.stdout).toContain('approval by sales  →  allowed, no human')
    expect(result.stdout).toContain('crm#1   policies/crm.yaml:7')
  })

  test('folders, json: the document of the schema', async () => {
    const cwd = folderWith({
      'old/crm.yaml': CRM,
      'new/crm.yaml': REROUTED,
      'new/extra.yaml': CRM.replace('crm', 'more'),
    })
    const { status, stdout } = await runInProcess(['diff', 'dir:old', 'dir:new', '--format', 'json'], { cwd })
    const document = JSON.parse(stdout)
    expect(isDiffDocument(document), JSON.stringify(isDiffDocument.errors)).toBe(true)
    expect(status).toBe(0)
    expect(document).toMatchObject({ from: 'dir:old', to: 'dir:new' })
    expect(document.changes).toMatchObject([
      { policy: 'crm', kind: 'changed', fields: [{ path: 'route edits approvers' }] },
      { policy: 'more', kind: 'added' },
    ])
    const directions = document.access.map(({ direction }: { direction: string }) => direction)
    // An approval that is new, where nothing was, blocks other policies' allows too.
    expect(directions).toEqual(['wider', 'mixed', 'rerouted'])
  })

  test('live: who is bound is what the workspace says, what it adds of its own is no change', async () => {
    const spec = {
      policies: [
        { permission: 'approval_required', operations: ['PATCH'], resource: 'https://api.hubspot.com/crm/*' },
      ],
      serverNote: 'mine',
    }
    const { url } = await serve({
      body: [{ name: 'crm', namespace: 'default', spec, used_by: [{ name: 'bot', namespace: 'ops' }] }],
    })
    const cwd = folderWith({ 'policies/crm.yaml': WIDENED })
    const env = { RUNAGENTS_ENDPOINT: `${url}/api`, RUNAGENTS_API_KEY: 'k' }
    const result = await runInProcess(['diff', 'live'], { cwd, env })
    expect(result.stderr).toBe('')
    expect(result.stdout).toContain('▲ WIDER     ops/bot')
    expect(result.stdout).toContain('policies: 1 changed')
    expect(result.stdout.match(/^.*serverNote.*$/gm)).toEqual([expect.stringMatching(/^UNKNOWN FIELD {3}/)])
  })

  test('live: a policy that no file has is shown as removed, and is said not to be deleted for that', async () => {
    const spec = { policies: [{ permission: 'deny', resource: 'https://api.hubspot.com/crm/*' }] }
    const { url } = await serve({ body: [{ name: 'theirs', spec }] })
    const cwd = folderWith({ 'policies/crm.yaml': CRM })
    const env = { RUNAGENTS_ENDPOINT: `${url}/api`, RUNAGENTS_API_KEY: 'k' }
    const told = 'live but not in the second side: theirs; apply deletes only what was applied from here'
    expect((await runInProcess(['diff', 'live'], { cwd, env })).stderr).toContain(told)
    expect((await runInProcess(['diff', 'files', 'live'], { cwd, env })).stderr).toBe('')
    const { stdout } = await runInProcess(['diff', '--help'], { cwd })
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('A comparison is not a plan')
    expect(stdout).not.toContain('what applying the files would do')
  })

  test.each([
    [['diff', 'main'], "'main' is not a side"],
    [['diff', 'dir:nowhere'], 'there is no folder nowhere'],
    [['diff', 'git:nowhere'], "git knows no commit 'nowhere'"],
    [['diff', 'files', 'files', 'files'], 'too many arguments'],
  ])('%s: refused with status 4', async (args, message) => {
    const result = await runInProcess(args, { cwd: repository(CRM) })
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain(message)
  })

  test('without git: said, with the way out', async () => {
    const result = await runInProcess(['diff'], { cwd: folderWith({ 'policies/crm.yaml': CRM }) })
    expect(result.status).toBe(4)
    expect(result.stderr).toContain('error git-required')
  })
})

describe('exit status', () => {
  test.each([
    ['nothing differs', CRM, ['--fail-on', 'wider', '--exit-code'], 0],
    ['something differs, nobody asked', WIDENED, [], 0],
    ['something differs', NARROWED, ['--exit-code'], 2],
    ['only the layout differs', CRM.replace('[GET]', '["get"]'), ['--exit-code'], 0],
    ['narrower', NARROWED, ['--fail-on', 'wider'], 0],
    ['wider', WIDENED, ['--fail-on', 'wider'], 1],
    ['rerouted', REROUTED, ['--fail-on', 'wider'], 1],
    ['a * before the end', CRM.replace('/crm/*', '/*/crm'), ['--fail-on', 'wider'], 1],
    ['wider beats different', WIDENED, ['--fail-on', 'wider', '--exit-code'], 1],
  ])('%s', async (_what, working, options, status) => {
    const result = await runInProcess(['diff', ...options], { cwd: repository(working, CRM) })
    expect(result.status).toBe(status)
  })

  test('a broken guardrail: 1, in every format', async () => {
    const cwd = repository(WIDENED + BINDING)
    writeFiles(cwd, {
      'policyctl.yaml': `version: 1
guardrails:
  - { name: no-silent-writes, on: { operations: [PATCH] }, never: allow }
  - { name: no-deletes, on: { operations: [DELETE] }, never: allow }
`,
    })
    for (const format of ['text', 'json', 'markdown']) {
      const result = await runInProcess(['diff', '--format', format], { cwd })
      expect(result.status).toBe(1)
      expect(result.stdout + result.stderr).toContain('no-silent-writes')
    }
    const { stdout } = await runInProcess(['diff'], { cwd })
    expect(stdout).toContain('GUARDRAILS   1 of 2 proven')
    expect(stdout).toContain(
      '✗ BROKEN    no-silent-writes\n            sales-agent: PATCH https://api.hubspot.com/crm/',
    )
  })

  test('a file that cannot be read: 1, with its place', async () => {
    const cwd = repository(CRM)
    writeFiles(cwd, { 'policies/broken.yaml': 'name: [' })
    const result = await runInProcess(['diff'], { cwd })
    expect(result.status).toBe(1)
    expect(result.stderr).toMatch(/^policies\/broken\.yaml:1:\d+ error /)
  })

  test('two policies of one name: 1, with the place of the second', async () => {
    const cwd = repository(CRM)
    writeFiles(cwd, { 'policies/twin.yaml': CRM })
    const result = await runInProcess(['diff'], { cwd })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('policies/twin.yaml:1:7 error duplicate-policy')
  })
})

test.each(['text', 'markdown'])(
  '%s: a file that cannot be read is said where it is said that nothing differs',
  async (format) => {
    const cwd = repository(CRM)
    writeFiles(cwd, { 'policies/broken.yaml': 'name: broken\nspec: [' })
    const { status, stdout } = await runInProcess(['diff', '--format', format], { cwd })
    expect(status).toBe(1)
    expect(stdout).toMatch(/not compared\W+policies\/broken\.yaml:2.*so policies may be missing here/i)
    expect(stdout).toContain('no policy differs, 1 file not compared')
  },
)

describe.each([
  ['files', ['git:HEAD', 'files']],
  ['files first', ['files', 'git:HEAD']],
])('a policy whose file cannot be read on one side (%s)', (_name, sides) => {
  test.each(['text', 'markdown', 'json'])('%s: is neither gone nor new, nobody knows', async (format) => {
    const other = CRM.replaceAll('crm', 'other')
    const cwd = repositoryWith({ 'policies/crm.yaml': CRM, 'policies/other.yaml': other })
    writeFiles(cwd, { 'policies/crm.yaml': 'name: crm\nspec:\n  policies\n    - [\n' })
    rmSync(join(cwd, 'policies/other.yaml'))
    const { status, stdout } = await runInProcess(['diff', ...sides, '--format', format], { cwd })
    expect(status).toBe(1)
    if (format === 'json') {
      const { changes, access, uncompared } = JSON.parse(stdout)
      expect([changes.map(({ policy }: { policy: string }) => policy), uncompared]).toEqual([
        ['other'],
        ['crm'],
      ])
      const touched = access.flatMap(({ policies }: { policies: string[] }) => policies)
      expect([...new Set(touched)]).toEqual(['other'])
      return
    }
    expect(stdout).toMatch(/not compared\W+`?crm`?: it may be in a file that cannot be read/i)
    expect(stdout).toMatch(/any agent bound to `?other/)
    expect(stdout).not.toMatch(/any agent bound to `?crm/)
  })
})

test('a revision: tests of policies and hidden folders are no policies there either', async () => {
  const cwd = repositoryWith({
    'policies/crm.yaml': CRM,
    'policies/crm.test.yaml': 'tests: []\n',
    'policies/.old/crm.yaml': CRM,
  })
  expect(await runInProcess(['diff', '--exit-code'], { cwd })).toMatchObject({ status: 0, stderr: '' })
})
