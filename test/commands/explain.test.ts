import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emulator } from '../support/emulator.ts'
import { folderWith, writeFiles } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'
import { expectSchema } from '../support/schema.ts'

/** The sample policies in a folder of their own. */
function samples(): string {
  const cwd = folderWith()
  cpSync('policies', join(cwd, 'policies'), { recursive: true })
  return cwd
}

const CHARGE = ['POST', 'https://api.stripe.com/v1/charges']

test('explain: the decision, the rule at its place, why not the others, the flip', async () => {
  const result = await runCli(['explain', ...CHARGE, '--policy', 'payments', '--tag', 'financial'], {
    cwd: samples(),
  })
  expect(result).toMatchObject({ status: 0, stderr: '' })
  await expect(result.stdout).toMatchFileSnapshot('golden/explain.txt')
})

test('explain: json is the document of the schema', async () => {
  const args = [
    'explain',
    'GET',
    'https://hr.acme.example/api/leave/1',
    '--agent',
    'onboarding-agent',
    '--format',
    'json',
  ]
  const { status, stdout } = await runCli(args, { cwd: samples() })
  const document = JSON.parse(stdout)
  expectSchema('explain', document)
  expect(status).toBe(0)
  expect(document).toMatchObject({
    decision: 'approval_required',
    because: [{ policy: 'hr-read', rule: 1, file: 'policies/hr-read.yaml', line: 11 }],
    route: { name: 'leave-requests' },
  })
})

test('explain: a request that no rule matches', async () => {
  const { stdout } = await runCli(['explain', 'GET', 'https://example.com/'], { cwd: samples() })
  expect(stdout).toMatch(/^DENIED {4}GET https:\/\/example\.com\/ {3}under all \d+ policies\n/)
  const only = await runCli(['explain', 'GET', 'https://example.com/', '--policy', 'crm'], { cwd: samples() })
  expect(only.stdout).toContain('no rule matches, and what no rule matches is denied')
  expect(only.stdout).toContain('add to crm: allow GET https://example.com/')
})

test('explain --requests: one document a line, whatever the format', async () => {
  const cwd = samples()
  writeFiles(cwd, {
    'requests.jsonl': `{"method":"post","url":"https://api.stripe.com/v1/charges","tags":["frozen"],"policies":["payments"]}

{"method":"GET","url":"https://hr.acme.example/api/leave/1","agent":"people/onboarding-agent"}
`,
  })
  const { status, stdout } = await runCli(['explain', '--requests', 'requests.jsonl'], { cwd })
  const documents = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const document of documents) expectSchema('explain', document)
  expect(status).toBe(0)
  expect(documents.map(({ decision }) => decision)).toEqual(['deny', 'approval_required'])
})

test('explain --target: what the workspace decides is told too', async () => {
  const cwd = samples()
  const { url } = await emulator()
  const spec = { policies: [{ permission: 'deny', resource: 'https://api.stripe.com/*' }] }
  await fetch(`${url}/api/policies`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'payments', spec }),
  })
  writeFiles(cwd, { 'policyctl.yaml': `version: 1\ntargets: { there: { endpoint: "${url}/api" } }\n` })
  const args = ['explain', ...CHARGE, '--policy', 'payments', '--target', 'there']
  const { stdout } = await runCli(args, { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
  expect(stdout).toContain('from files; live decides otherwise: denied')
  const live = await runCli([...args, '--side', 'live'], { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
  expect(live.stdout).toContain('DENIED')
  expect(live.stdout).toContain('from live\n')
})

test.each([
  [['explain', 'GET'], 'explain needs METHOD and URL'],
  [['explain', 'GET', '/v1/charges'], 'is no request'],
  [['explain', ...CHARGE, '--agent', 'onboarding-agnt'], 'did you mean people/onboarding-agent?'],
  [['explain', ...CHARGE, '--policy', 'paymnts'], 'did you mean payments?'],
  [['explain', ...CHARGE, '--policy', 'payments', '--agent', 'x'], 'exclude each other'],
  [['explain', ...CHARGE, '--side', 'there'], 'is no side'],
  [['explain', '--requests', 'missing.jsonl'], 'missing.jsonl cannot be read'],
  [['explain', '--requests', 'bad.jsonl'], "bad.jsonl:2 unknown field 'path'"],
  [['explain', '--requests', 'bad.jsonl', '--agent', 'x'], 'leave --agent out'],
  [['who-can', 'GET', 'https://*.stripe.com/x'], 'has a * before its end'],
  [['who-can', 'GET', 'api.stripe.com/*'], 'is no URL'],
])('%s: refused with status 4', async (args, message) => {
  const cwd = samples()
  writeFiles(cwd, {
    'bad.jsonl': '{"method":"GET","url":"https://h/"}\n{"method":"GET","url":"https://h/","path":"/"}\n',
  })
  const result = await runCli(args, { cwd })
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain(message)
})

test('who-can: who, for which part, by which rule', async () => {
  const { status, stdout } = await runCli(['who-can', 'get', 'https://hr.acme.example/*'], { cwd: samples() })
  expect(status).toBe(0)
  await expect(stdout).toMatchFileSnapshot('golden/who-can.txt')
})

test('who-can: json is the document of the schema, csv has a row for each', async () => {
  const cwd = samples()
  const { stdout } = await runCli(['who-can', '*', '*', '--format', 'json'], { cwd })
  const document = JSON.parse(stdout)
  expectSchema('who-can', document)
  const csv = await runCli(['who-can', '*', '*', '--format', 'csv'], { cwd })
  expect(csv.stdout.trimEnd().split('\n')).toHaveLength(1 + document.grants.length)
  expect(csv.stdout).toContain('people/onboarding-agent,,allow,')
})

test('who-can: nobody', async () => {
  const { status, stdout } = await runCli(['who-can', 'DELETE', 'https://api.stripe.com/*'], {
    cwd: samples(),
  })
  expect(status).toBe(0)
  expect(stdout).toContain('nobody; reading 1')
})

test('an unreadable file: 1, and what could be read is still answered', async () => {
  const cwd = samples()
  writeFiles(cwd, { 'policies/broken.yaml': 'name: [' })
  for (const args of [
    ['explain', ...CHARGE],
    ['who-can', 'GET', '*'],
  ]) {
    const result = await runCli(args, { cwd })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('policies/broken.yaml:1')
  }
})
