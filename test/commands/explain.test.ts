import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentSchema } from '../support/output/document-schema.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const isExplainDocument = documentSchema('explain')
const isWhoCanDocument = documentSchema('who-can')

/** The sample policies in a folder of their own. */
function samples(): string {
  const cwd = folderWith()
  cpSync('policies', join(cwd, 'policies'), { recursive: true })
  return cwd
}

const bindingOf = (policy: string): string => `---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b-${policy} }
spec:
  policyRef: { name: ${policy} }
  subjects: [{ kind: ServiceAccount, name: bot }]
`

const CHARGE = ['POST', 'https://api.stripe.com/v1/charges']

test('explain: the decision, the rule at its place, why not the others, the flip', async () => {
  const result = await runCli(['explain', ...CHARGE, '--policy', 'payments', '--tag', 'financial'], {
    cwd: samples(),
  })
  expect(result).toMatchObject({ status: 0, stderr: '' })
  await expect(result.stdout).toMatchFileSnapshot('golden/explain.txt')
})

test.each<[string, string, string, readonly string[]]>([
  [
    'a deny of everything',
    'deny',
    '',
    ['to flip   ask a human', '! p#0 is for many hosts: that opens far more than this request'],
  ],
  ['a deny of a pattern for hosts', 'deny', 'https://*.example/*', ['! p#0 is for many hosts: ']],
  ['a deny of one host', 'deny', 'https://a.example/*', ['to flip   ask a human']],
  ['an allow of everything, which may only be narrowed', 'allow', '', ['to flip   deny']],
])('explain warns of %s', async (_what, permission, resource, lines) => {
  const cwd = folderWith({
    'policies/p.json': JSON.stringify({
      name: 'p',
      spec: { policies: [{ permission, ...(resource !== '' && { resource }) }] },
    }),
  })
  const { stdout } = await runInProcess(['explain', 'GET', 'https://a.example/x'], { cwd })
  for (const line of lines) expect(stdout).toContain(line)
  expect(stdout.includes('far more')).toBe(lines.some((line) => line.startsWith('!')))
  expect(stdout.match(/far more/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

test('explain: a pattern is decided as one URL, and that is said', async () => {
  const args = ['explain', 'GET', 'https://api.stripe.com/*', '--policy', 'payments']
  const { stderr } = await runCli(args, { cwd: samples() })
  expect(stderr).toBe(
    'the * in the URL is taken as a character, so this answer is about one URL; policyctl who-can METHOD PATTERN answers for a pattern\n',
  )
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
  const { status, stdout } = await runInProcess(args, { cwd: samples() })
  const document = JSON.parse(stdout)
  expect(isExplainDocument(document), JSON.stringify(isExplainDocument.errors)).toBe(true)
  expect(status).toBe(0)
  expect(document).toMatchObject({
    decision: 'approval_required',
    because: [{ policy: 'hr-read', rule: 1, file: 'policies/hr-read.yaml', line: 11 }],
    route: { name: 'leave-requests' },
  })
})

test('explain: a request that no rule matches', async () => {
  const cwd = samples()
  const { stdout } = await runInProcess(['explain', 'GET', 'https://example.com/'], { cwd })
  expect(stdout).toMatch(/^DENIED {4}GET https:\/\/example\.com\/ {3}under all \d+ policies\n/)
  expect(stdout).toMatch(
    /assumed {3}an agent that has all \d+ policies, though there may be none \(--agent NAME asks for a real one\); no tool/,
  )
  const only = await runInProcess(['explain', 'GET', 'https://example.com/', '--policy', 'crm'], { cwd })
  expect(only.stdout).toContain('no rule matches, and what no rule matches is denied')
  expect(only.stdout).toContain('add to crm: allow GET https://example.com/')
  const two = ['--policy', 'crm', '--policy', 'payments']
  const both = await runInProcess(['explain', 'GET', 'https://example.com/', ...two], { cwd })
  expect(both.stdout).toContain('add to one of the policies, or a new one: allow GET https://example.com/')
  writeFiles(cwd, { 'policies/more.yaml': bindingOf('payments') + bindingOf('crm') })
  const agent = await runInProcess(['explain', 'GET', 'https://example.com/', '--agent', 'bot'], { cwd })
  expect(agent.stdout).toContain('add to a policy that is bound to bot: allow GET https://example.com/')
})

test('explain --requests: one document a line, whatever the format', async () => {
  const cwd = samples()
  writeFiles(cwd, {
    'requests.jsonl': `{"method":"post","url":"https://api.stripe.com/v1/charges","tags":["frozen"],"policies":["payments"]}

{"method":"GET","url":"https://hr.acme.example/api/leave/1","agent":"people/onboarding-agent"}
`,
  })
  const { status, stdout } = await runInProcess(['explain', '--requests', 'requests.jsonl'], { cwd })
  const documents = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const document of documents)
    expect(isExplainDocument(document), JSON.stringify(isExplainDocument.errors)).toBe(true)
  expect(status).toBe(0)
  expect(documents.map(({ decision }) => decision)).toEqual(['deny', 'approval_required'])
})

test.each([
  [['explain', '--requests', 'r.jsonl'], 'r.jsonl'],
  [['explain', '--requests', '-'], 'standard input'],
])('%s: what stands before a bad line is answered, and the line is named', async (args, name) => {
  const good = '{"method":"PSOT","url":"https://h/"}\n'
  for (const [bad, fact] of [
    ['{"method":"GET","url":"https://h/","path":"/"}', "unknown field 'path'"],
    ['{"method":"GET","url":"h"}', "'GET h' is not a request"],
    ['{"method":"GET","url":"https://h/","agent":"nobody"}', "no agent 'nobody' is known from files"],
    ['{', 'is not JSON'],
  ]) {
    const cwd = samples()
    writeFiles(cwd, { 'r.jsonl': good + bad })
    const { status, stdout, stderr } = await runInProcess(args, { cwd, input: good + bad })
    expect([status, JSON.parse(stdout).decision]).toEqual([4, 'deny'])
    expect(stderr).toContain(`error usage: ${name}:2 ${fact}`)
    expect(stderr).toContain(`${name}:1 PSOT is not a usual HTTP method; did you mean POST?`)
  }
})

test.each([
  [
    'version: 1\ntargets: { there: { embedded: .policyctl/x.json } }\ndefaultTarget: there\n',
    '--target there',
  ],
  ['version: 1\n', '--side live'],
])('an agent that the files do not know: the hint is what works (%#)', async (config, flag) => {
  const cwd = samples()
  const charge = { name: 'pay', spec: { policies: [{ permission: 'deny' }] } }
  const data = {
    formatVersion: 1,
    policies: [charge],
    bindings: [{ policy: 'pay', agent: 'default/billing' }],
  }
  const workspace = JSON.stringify({ agents: [], tools: [], connectors: [], ...data })
  writeFiles(cwd, {
    'policyctl.yaml': config,
    '.policyctl/x.json': workspace,
    '.policyctl/local.json': workspace,
  })
  const args = ['explain', ...CHARGE, '--agent', 'billing']
  const refused = await runInProcess(args, { cwd })
  expect(refused.status).toBe(4)
  expect(refused.stderr).toContain(`with ${flag}, from the workspace`)
  expect(refused.stderr).toContain('policyctl adopt --all --bindings')
  expect((await runInProcess([...args, ...flag.split(' ')], { cwd })).status).toBe(0)
})

test.each([
  [['explain', 'psot', 'https://h/'], 'PSOT is not a usual HTTP method; did you mean POST?\n'],
  [['who-can', 'psot', 'https://h/*'], 'PSOT is not a usual HTTP method; did you mean POST?\n'],
  [['explain', 'REFUND', 'https://h/'], 'REFUND is not a usual HTTP method\n'],
  [['who-can', '*', 'https://h/*'], ''],
  [['explain', 'get', 'https://h/'], ''],
])('%s: an unusual method is answered, with a warning', async (args, warning) => {
  const result = await runInProcess(args, { cwd: samples() })
  expect(result).toMatchObject({ status: 0, stderr: warning })
  expect(result.stdout).not.toBe('')
  expect((await runInProcess([...args, '--quiet'], { cwd: samples() })).stderr).toBe('')
})

test('who-can: files without bindings are said to know none', async () => {
  const cwd = folderWith()
  cpSync('policies/payments.yaml', join(cwd, 'policies/payments.yaml'))
  const args = ['who-can', 'GET', 'https://api.stripe.com/*']
  expect((await runInProcess(args, { cwd })).stderr).toMatch(
    /^files: no PolicyBinding document says which agents have these policies; ask the workspace with --side live, or let policyctl adopt --all --bindings write the documents: http\S+#who-is-bound\n/,
  )
  expect((await runInProcess([...args, '--quiet'], { cwd })).stderr).toBe('')
  writeFiles(cwd, { 'policies/b.yaml': bindingOf('payments') })
  expect((await runInProcess(args, { cwd })).stderr).toBe('')
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
  const { stdout } = await runInProcess(args, { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
  expect(stdout).toContain('from files; live decides otherwise: denied')
  // The same of many requests, a line each; a policy that only the files have is told too.
  writeFiles(cwd, {
    'r.jsonl': [['payments'], ['crm']]
      .map((policies) => `${JSON.stringify({ method: 'POST', url: CHARGE[1], policies })}\n`)
      .join(''),
  })
  const many = ['explain', '--requests', 'r.jsonl']
  const documents = async (...more: readonly string[]) => {
    const lines = await runInProcess([...many, ...more], { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
    const found = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const document of found)
      expect(isExplainDocument(document), JSON.stringify(isExplainDocument.errors)).toBe(true)
    return found
  }
  expect((await documents('--target', 'there')).map(({ decision, other }) => [decision, other])).toEqual([
    [
      'approval_required',
      {
        side: 'live',
        bindings: 'documents',
        decision: 'deny',
        because: [{ policy: 'payments', rule: 0, file: null, line: null }],
        route: null,
      },
    ],
    ['deny', { side: 'live', bindings: null, decision: null, because: [], route: null }],
  ])
  expect((await documents('--side', 'files')).map(({ other }) => other)).toEqual([null, null])
  const live = await runInProcess([...args, '--side', 'live'], { cwd, env: { RUNAGENTS_API_KEY: 'k' } })
  expect(live.stdout).toContain('DENIED')
  expect(live.stdout).toContain('from live\n')
})

test.each([
  [['explain', 'GET'], 'explain needs METHOD and URL'],
  [['explain', 'GET', '/v1/charges'], 'is not a request'],
  [['explain', ...CHARGE, '--agent', 'onboarding-agnt'], 'did you mean people/onboarding-agent?'],
  [['explain', ...CHARGE, '--policy', 'paymnts'], 'did you mean payments? it has break-glass, crm,'],
  [['explain', ...CHARGE, '--policy', 'payments', '--agent', 'x'], 'exclude each other'],
  [['explain', ...CHARGE, '--side', 'there'], 'is not a side'],
  [['explain', '--requests', 'missing.jsonl'], 'missing.jsonl cannot be read'],
  [['explain', '--requests', 'bad.jsonl', '--agent', 'x'], 'leave --agent out'],
  [['explain', 'G ET', 'https://h/'], 'is not a request'],
  [['explain', '*', 'https://h/'], 'it stands for every method, and a request has one'],
  [['explain', 'GET', 'https://h/ x'], 'its URL has characters that no URL has'],
  [['explain', 'GET', 'https://h/\n'], 'its URL has characters that no URL has'],
  [['who-can', 'GET', 'api.stripe.com/*'], 'is not a URL'],
  [['who-can', 'GET', 'https://'], 'is not a URL'],
  [['who-can', 'G ET', 'https://h/*'], 'is not a method'],
])('%s: refused with status 4', async (args, message) => {
  const cwd = samples()
  writeFiles(cwd, {
    'bad.jsonl': '{"method":"GET","url":"https://h/"}\n{"method":"GET","url":"https://h/","path":"/"}\n',
  })
  const result = await runInProcess(args, { cwd })
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain(message)
})

test.each([
  ['https://api.stripe.com/v1/.*', "'.' stands for itself"],
  ['https://api.stripe.com/v1/{id}', "'{…}' means nothing"],
  ['https://api.stripe.com:0443/*', 'clients send it as https://api.stripe.com/*'],
  ['https://münchen.example/*', 'clients send it as https://xn--mnchen-3ya.example/*'],
])('who-can %s: answered, and it is said that no request is like that', async (pattern, reason) => {
  const result = await runInProcess(['who-can', 'GET', pattern, '--quiet'], { cwd: samples() })
  expect(result.status).toBe(0)
  expect(result.stderr).toContain(`'${pattern}' matches no real request: ${reason}`)
})

test.each([
  '*',
  'https://*',
  'https://*.stripe.com/*',
  'HTTPS://API.Stripe.com:443',
  'https://api.stripe.com/v1/x?y=1',
])('who-can %s: nothing is said of the pattern', async (pattern) => {
  const result = await runInProcess(['who-can', 'GET', pattern], { cwd: samples() })
  expect(result).toMatchObject({ status: 0, stderr: '' })
})

test('who-can: who, for which part, by which rule', async () => {
  const { status, stdout } = await runInProcess(['who-can', 'get', 'https://hr.acme.example/*'], {
    cwd: samples(),
  })
  expect(status).toBe(0)
  await expect(stdout).toMatchFileSnapshot('golden/who-can.txt')
})

test('who-can: json is the document of the schema, csv has a row for each', async () => {
  const cwd = samples()
  const { stdout } = await runInProcess(['who-can', '*', '*', '--format', 'json'], { cwd })
  const document = JSON.parse(stdout)
  expect(isWhoCanDocument(document), JSON.stringify(isWhoCanDocument.errors)).toBe(true)
  const csv = await runInProcess(['who-can', '*', '*', '--format', 'csv'], { cwd })
  expect(csv.stdout.trimEnd().split('\n')).toHaveLength(1 + document.grants.length)
  expect(csv.stdout).toContain('people/onboarding-agent,,allow,')
})

test('who-can: nobody', async () => {
  const { status, stdout } = await runInProcess(['who-can', 'DELETE', 'https://api.stripe.com/*'], {
    cwd: samples(),
  })
  expect(status).toBe(0)
  expect(stdout).toContain('nobody; reading 1')
})

test('an unreadable file: 1, what could be read is still answered, and that is said', async () => {
  const cwd = samples()
  writeFiles(cwd, { 'policies/broken.yaml': 'name: [' })
  for (const args of [
    ['explain', ...CHARGE],
    ['who-can', 'GET', '*'],
  ]) {
    const result = await runInProcess(args, { cwd })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('policies/broken.yaml:1')
    expect(result.stdout).toMatch(/unknown +policies\/broken\.yaml:1: .*so policies may be missing here/i)
  }
})

test.each([
  ['explain', ...CHARGE],
  ['who-can', 'GET', '*'],
  ['diff', 'files', 'files'],
  ['replay', 'calls.jsonl', '--from', 'files', '--to', 'files'],
])('%s: the document names the file that cannot be read', async (...args) => {
  const cwd = samples()
  writeFiles(cwd, {
    'policies/broken.yaml': 'name: [',
    'calls.jsonl': '{"method":"GET","url":"https://a.example/","agent":"x"}\n',
  })
  const { status, stdout } = await runInProcess([...args, '--format', 'json'], { cwd })
  expect([status, JSON.parse(stdout).unreadableFiles[0]]).toEqual([
    1,
    { file: 'policies/broken.yaml', line: 1, message: expect.any(String) },
  ])
})

test('a path that somebody may resolve on the way: what would be decided then', async () => {
  const cwd = samples()
  writeFiles(cwd, {
    'policies/open.yaml':
      'name: open\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://h/public/*" }] }\n',
  })
  const run = (url: string, ...args: string[]) =>
    runInProcess(['explain', 'GET', url, '--policy', 'open', ...args], { cwd })
  const json = async (url: string) => JSON.parse((await run(url, '--format', 'json')).stdout)
  expect(await json('https://h/public/../private/x')).toMatchObject({
    decision: 'allow',
    resolved: { url: 'https://h/private/x', decision: 'deny', because: [] },
  })
  expect((await json('https://h/public/x')).resolved).toBe(null)
  const { stdout } = await run('https://h/public/..%2fprivate')
  expect(stdout).toContain('if a gateway resolves the path before policies are asked')
})

test('a project of one policy is told as such', async () => {
  const rule = '{ permission: allow, operations: [GET], resource: "https://h.example/*" }'
  const cwd = folderWith({ 'policies/open.yaml': `name: open\nspec: { policies: [${rule}] }\n` })
  const { stdout } = await runInProcess(['explain', 'GET', 'https://h.example/a'], { cwd })
  expect(stdout).toMatch(/^ALLOWED .* under the only policy$/m)
})

test('of many requests each document is the one of the request alone', async () => {
  const cwd = folderWith({
    'policies/p.yaml':
      'name: p\nspec: { policies: [{ permission: allow, resource: "https://a.example/*" }, { permission: deny, resource: "https://b.example/*" }] }\n',
    'r.jsonl': '{"method":"GET","url":"https://a.example/x"}\n',
  })
  const many = await runInProcess(['explain', '--requests', 'r.jsonl'], { cwd })
  const alone = await runInProcess(['explain', 'GET', 'https://a.example/x', '--format', 'json'], { cwd })
  expect(JSON.parse(many.stdout)).toEqual(JSON.parse(alone.stdout))
  expect(JSON.parse(many.stdout).rules).toEqual([
    { policy: 'p', rule: 0, permission: 'allow', matched: true, failed: null },
    { policy: 'p', rule: 1, permission: 'deny', matched: false, failed: 'resource' },
  ])
})

test.each(['maybe', '*', ''])(
  'a rule whose permission is %o is told as it is written',
  async (permission) => {
    const rules = [{ permission, operations: ['GET'] }, { permission: 'allow' }]
    const cwd = folderWith({ 'policies/p.json': JSON.stringify({ name: 'p', spec: { policies: rules } }) })
    const { status, stdout } = await runInProcess(
      ['explain', 'GET', 'https://a.example/x', '--format', 'json'],
      { cwd },
    )
    const document = JSON.parse(stdout)
    expect(isExplainDocument(document), JSON.stringify(isExplainDocument.errors)).toBe(true)
    expect(status).toBe(1)
    expect(document).toMatchObject({
      decision: 'allow',
      because: [{ policy: 'p', rule: 1 }],
      rules: [{ rule: 0, permission, matched: true }, { rule: 1 }],
      flip: [{ edits: [{ rule: 1 }] }, { edits: [{ rule: 1 }] }],
    })
    expect(document.flip.flatMap(({ edits }: { edits: readonly object[] }) => edits)).toHaveLength(2)
  },
)

test('explain: a rule with a password in its resource shows no part of it', async () => {
  const rules = [
    'https://bob:s3cret@api.example/*',
    'https://bob:s3*cret@api.example/x',
    's3cret:s3cret@api.example/',
  ]
  const cwd = folderWith({
    'policies/a.json': JSON.stringify({
      name: 'a',
      spec: { policies: rules.map((resource) => ({ permission: 'deny', resource })) },
    }),
  })
  const { stdout } = await runInProcess(['explain', 'GET', 'https://api.example/x', '--policy', 'a'], { cwd })
  expect(stdout).toContain('a#0   deny any method https://**********@api.example/*    resource')
  expect(stdout).not.toContain('s3')
})

test('who-can names each rule that lets a part of the requests through', async () => {
  const rule = (operation: string) =>
    `    - { permission: allow, operations: [${operation}], resource: "https://a.example/*" }\n`
  const rules = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map(rule).join('')
  const cwd = folderWith({ 'policies/p.yaml': `name: p\nspec:\n  policies:\n${rules}` })
  const ask = async (...options: string[]) =>
    (await runInProcess(['who-can', '*', 'https://a.example/*', ...options], { cwd })).stdout
  expect(await ask()).toContain(`
          p#0   policies/p.yaml:4
          p#1   policies/p.yaml:5   for others of these requests
          p#2   policies/p.yaml:6   for others of these requests
          p#3   policies/p.yaml:7   for others of these requests
          p#4   policies/p.yaml:8   for others of these requests
          and 1 more rule for others of these requests (--verbose)
`)
  expect(await ask('--verbose')).toContain('p#5   policies/p.yaml:9   for others of these requests\n')
  expect(await ask('--format', 'csv')).toContain('p#0 p#1 p#2 p#3 p#4 p#5\n')
  const document = JSON.parse(await ask('--format', 'json'))
  expect(isWhoCanDocument(document), JSON.stringify(isWhoCanDocument.errors)).toBe(true)
  expect(document.grants).toMatchObject([
    { because: [{ rule: 0 }], elsewhere: [{ rule: 1, file: 'policies/p.yaml', line: 5 }, {}, {}, {}, {}] },
  ])
})
