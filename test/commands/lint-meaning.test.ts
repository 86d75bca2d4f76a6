/** The checks that need meaning, through the command line: with tests, with fixes, with a live workspace. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const lint = (cwd: string, ...args: string[]) => runInProcess(['lint', ...args], { cwd })

/** `file:line check`, of the JSON document. */
async function told(cwd: string, ...args: string[]): Promise<readonly string[]> {
  const { stdout } = await lint(cwd, '--format', 'json', ...args)
  const { findings } = JSON.parse(stdout) as { findings: { check: string; file: string; line: number }[] }
  return findings.map(({ check, file, line }) => `${file}:${line} ${check}`)
}

test('the samples are silent', async () => {
  const cwd = folderWith()
  cpSync('policies', join(cwd, 'policies'), { recursive: true })
  cpSync('policyctl.yaml', join(cwd, 'policyctl.yaml'))
  expect(await lint(cwd)).toMatchObject({ status: 0, stdout: 'no findings in 8 policies in 8 files\n' })
})

const POLICY = `name: pay
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://pay.example/v1/x
    - permission: allow
      operations: [GET]
      resource: https://pay.example/*
    - permission: deny
      operations: [GET]
      resource: https://pay.example/v2/*
`
const TEST = (because: string): string =>
  `tests:\n  - { policies: [pay], request: GET https://pay.example/, expect: { decision: allow, because: "${because}" } }\n`

describe('untested-rule', () => {
  test('only where there are tests', async () => {
    const cwd = folderWith({ 'policies/pay.yaml': POLICY })
    expect(await told(cwd)).toEqual([
      'policies/pay.yaml:4 redundant-rule',
      'policies/pay.yaml:7 grant-beside-guarded-path',
    ])
  })

  test('names the rules that no test is decided by, as they are numbered after a fix', async () => {
    const cwd = folderWith({ 'policies/pay.yaml': POLICY, 'policies/pay.test.yaml': TEST('pay#1') })
    expect(await told(cwd)).toEqual([
      'policies/pay.yaml:4 redundant-rule',
      'policies/pay.yaml:4 untested-rule',
      'policies/pay.yaml:7 grant-beside-guarded-path',
    ])
    expect(await told(cwd, '--fix')).toEqual([
      'policies/pay.yaml:4 grant-beside-guarded-path',
      'policies/pay.yaml:7 untested-rule',
    ])
    expect(readFileSync(join(cwd, 'policies/pay.yaml'), 'utf8')).toBe(
      POLICY.replace(
        '    - permission: allow\n      operations: [GET]\n      resource: https://pay.example/v1/x\n',
        '',
      ),
    )
  })
})

test('--fix leaves a file with anchors as it is, and says what it found', async () => {
  const text =
    'name: pay\nspec:\n  policies:\n    - permission: deny\n      operations: &a [GET]\n    - permission: deny\n      operations: *a\n'
  const cwd = folderWith({ 'policies/pay.yaml': text })
  expect(await told(cwd, '--fix')).toEqual(['policies/pay.yaml:6 duplicate-rule'])
  expect(readFileSync(join(cwd, 'policies/pay.yaml'), 'utf8')).toBe(text)
})

describe('--live', () => {
  const policy = `name: pay
spec:
  policies:
    - permission: approval_required
      operations: [POST]
      resource: https://pay.exmple/*
    - permission: deny
      tags: [frozn]
  approvals:
    - name: money
      toolIds: [payy]
      approvers: { groups: [finance] }
      delivery: { connectors: [slack-finanze, slack-off] }
`
  const workspace = (facts: object): string =>
    JSON.stringify({
      formatVersion: 1,
      policies: [],
      bindings: [],
      agents: [],
      tools: [],
      connectors: [],
      ...facts,
    })
  const FACTS = {
    policies: ['pay', 'other'].map((name) => ({ name, spec: { policies: [{ permission: 'deny' }] } })),
    // A list that shows no usage at all may not show it on principle.
    bindings: [{ policy: 'other', agent: 'default/a' }],
    tools: [{ name: 'pay', baseUrl: 'https://pay.example', riskTags: ['frozen'] }],
    connectors: [
      { id: 'slack-finance', name: 'slack-finance', type: 'slack', enabled: true },
      { id: 'slack-off', name: 'slack-off', type: 'slack', enabled: false },
    ],
  }
  const project = (facts: object, text = policy): string =>
    folderWith({
      'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
      '.policyctl/local.json': workspace(facts),
      'policies/pay.yaml': text,
    })

  test('compares with tools, connectors, tags and bindings', async () => {
    const cwd = project(FACTS)
    expect(await told(cwd)).toEqual([])
    expect(await told(cwd, '--live', '--target', 'local')).toEqual([
      'policies/pay.yaml:1 unbound-policy',
      'policies/pay.yaml:6 no-tool-matches',
      'policies/pay.yaml:8 unknown-tag',
      'policies/pay.yaml:11 unknown-tool',
      'policies/pay.yaml:13 unknown-connector',
      'policies/pay.yaml:13 unknown-connector',
    ])
  })

  test('is silent where all is known and bound', async () => {
    const right = policy
      .replace('exmple', 'example')
      .replace('frozn', 'frozen')
      .replace('payy', 'pay')
      .replace('[slack-finanze, slack-off]', '[slack-finance]')
    const cwd = project({ ...FACTS, bindings: [{ policy: 'pay', agent: 'default/a' }] }, right)
    expect(await told(cwd, '--live', '--target', 'local')).toEqual([])
  })

  test.each([
    ['a policy of others grants there', { name: 'other', host: 'crm' }, []],
    ['nobody grants there', { name: 'other', host: 'hr' }, ['policies/pay.yaml:7 deny-without-grant']],
    [
      'only an old state of the same policy grants there',
      { name: 'pay', host: 'crm' },
      ['policies/pay.yaml:7 deny-without-grant'],
    ],
  ])('a deny of a host that no file grants, %s', async (_name, { name, host }, found) => {
    const rules = [{ permission: 'allow', operations: ['GET'], resource: `https://${host}.example/*` }]
    const facts = { policies: [{ name, spec: { policies: rules } }] }
    const text = `name: pay
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://pay.example/*
    - permission: deny
      resource: https://crm.example/*
`
    const cwd = project(facts, text)
    expect(await told(cwd)).toEqual(['policies/pay.yaml:7 deny-without-grant'])
    expect(await told(cwd, '--live', '--target', 'local')).toEqual(found)
    const ignored = text.replace(
      '    - permission: deny',
      '    # policyctl-ignore deny-without-grant: theirs\n$&',
    )
    writeFileSync(join(cwd, 'policies/pay.yaml'), ignored)
    expect(await told(cwd, '--live', '--target', 'local')).toEqual([])
  })

  test.each([
    ['others', []],
    ['pay', []],
    ['pya', ['did you mean pay?']],
    ['nothing-like-it', ['write the policy, or correct the name']],
  ])('a binding to %s', async (name, hints) => {
    const binding = `---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b }
spec:
  policyRef: { name: ${name} }
  subjects: [{ kind: ServiceAccount, name: bot }]
`
    const live = ['pay', 'others'].map((policy) => ({
      name: policy,
      spec: { policies: [{ permission: 'deny' }] },
    }))
    const cwd = project(
      { policies: live },
      `name: pay\nspec: { policies: [{ permission: deny }] }\n${binding}`,
    )
    const { stdout } = await lint(cwd, '--format', 'json', '--live', '--target', 'local')
    expect(JSON.parse(stdout).findings.map(({ hint }: { hint: string }) => hint)).toEqual(hints)
  })

  test('a workspace that is still empty says nothing against tools and tags, but what it lacks is not there', async () => {
    const cwd = project({})
    expect(await told(cwd, '--live', '--target', 'local')).toEqual([
      'policies/pay.yaml:13 unknown-connector',
      'policies/pay.yaml:13 unknown-connector',
    ])
  })
})

describe('a policy that nobody has', () => {
  const pay =
    'name: pay\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://h/*" }] }\n'
  const binding = JSON.stringify({
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: 'b' },
    spec: { policyRef: { name: 'pya' }, subjects: [{ kind: 'ServiceAccount', name: 'bot' }] },
  })
  const TESTS =
    'tests:\n  - { policies: [pya], request: GET https://h/, expect: allow }\n  - { request: GET https://h/x, expect: allow }\n'
  const guardrail =
    'version: 1\nguardrails: [{ name: g, agents: [bot], on: { operations: [POST], resource: "https://h/*" }, never: allow }]\n'
  const files = {
    'policyctl.yaml': guardrail,
    'policies/pay.yaml': pay,
    'policies/b.json': binding,
    'policies/pay.test.yaml': TESTS,
  }
  const run = (...args: string[]) => runInProcess(args, { cwd: folderWith(files) })

  test('lint warns of the binding and of each place in a test, once', async () => {
    const { findings, guardrails } = JSON.parse((await run('lint', '--format', 'json')).stdout)
    const told = findings
      .filter(({ check }: { check: string }) => check === 'unknown-policy')
      .map(({ file, line, severity, hint }: Record<string, unknown>) => [file, line, severity, hint])
    expect(told).toEqual([
      ['policies/b.json', 1, 'warning', 'did you mean pay?'],
      ['policies/pay.test.yaml', 2, 'warning', 'did you mean pay?'],
    ])
    expect(guardrails).toMatchObject([{ result: 'unproven', assumptions: [], counterexample: null }])
  })

  test.each([
    ['explain', 'GET', 'https://h/', '--agent', 'bot'],
    ['who-can', 'GET', 'https://h/*'],
  ])('%s says so beside its answer, in any format', async (...args) => {
    for (const format of ['text', 'json']) {
      const { stderr } = await run(...args, '--format', format)
      expect(stderr).toContain(
        'bot is bound to pya, and there is no such policy: this binding has no effect\n',
      )
    }
  })

  test('but not that there is none where a file cannot be read', async () => {
    const cwd = folderWith({ ...files, 'policies/pya.yaml': 'name: pya\nspec: [' })
    const { stderr } = await runInProcess(['explain', 'GET', 'https://h/', '--agent', 'bot'], { cwd })
    expect(stderr).toContain(
      'bot is bound to pya, which no file that can be read has: nobody knows what it allows\n',
    )
  })

  test('explain --requests says it once an agent', async () => {
    const request = '{"method":"GET","url":"https://h/","agent":"bot"}\n'
    const cwd = folderWith({ ...files, 'r.jsonl': request.repeat(3) })
    const { stdout, stderr } = await runInProcess(['explain', '--requests', 'r.jsonl'], { cwd })
    expect(stdout.trimEnd().split('\n')).toHaveLength(3)
    expect(stderr).toBe('bot is bound to pya, and there is no such policy: this binding has no effect\n')
  })
})
