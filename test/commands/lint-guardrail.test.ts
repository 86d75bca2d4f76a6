import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const CONFIG = `version: 1
guardrails:
  - name: no-payments
    on: { operations: [POST], resource: "https://api.stripe.com/*" }
    never: allow
`

test('a broken guardrail: an error on the rule that breaks it, and status 1', async () => {
  const cwd = folderWith({
    'policyctl.yaml': CONFIG,
    'policies/pay.yaml': `name: pay
spec:
  policies:
    - { permission: allow, operations: [GET], resource: https://api.stripe.com/v1/* }
    # policyctl-ignore write-without-approval: a test
    - { permission: allow, operations: [POST], resource: https://api.stripe.com/v1/refunds* }
`,
  })
  const result = await runInProcess(['lint', '--format', 'json'], { cwd })
  expect(result.status).toBe(1)
  expect(JSON.parse(result.stdout).findings).toMatchObject([
    {
      check: 'guardrail',
      severity: 'error',
      file: 'policies/pay.yaml',
      line: 6,
      policy: 'pay',
      message:
        'guardrail no-payments is broken: POST https://api.stripe.com/v1/refunds would be allowed for any agent bound to pay',
    },
  ])
})

test('a guardrail that holds: silence', async () => {
  const cwd = folderWith({
    'policyctl.yaml': CONFIG,
    'policies/pay.yaml':
      'name: pay\nspec: { policies: [{ permission: deny, resource: https://api.stripe.com/* }] }\n',
  })
  const result = await runInProcess(['lint', '--format', 'json'], { cwd })
  expect(JSON.parse(result.stdout).findings).toEqual([])
  expect(result.status).toBe(0)
})

test('a ceiling: what is above it is an error; the document has result, assumptions and counts', async () => {
  const cwd = folderWith({
    'policyctl.yaml':
      'version: 1\nguardrails: [{ name: small, agents: ["vendors/*"], atMost: ceilings/c.yaml }, { name: quiet, never: allow, on: { resource: "https://g/private*" } }]\n',
    'ceilings/c.yaml':
      'name: top\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://h/*" }] }\n',
    'policies/pay.yaml': `name: pay
spec:
  policies:
    - { permission: allow, operations: [GET], resource: https://h/a/* }
    - { permission: allow, operations: [GET], resource: https://g/* }
---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: a, namespace: vendors }
spec: { policyRef: { name: pay }, subjects: [{ kind: ServiceAccount, name: bot, namespace: vendors }] }
`,
  })
  const result = await runInProcess(['lint', '--format', 'json'], { cwd })
  expect(result.status).toBe(1)
  const { guardrails } = JSON.parse(result.stdout)
  expect(guardrails).toMatchObject([
    {
      name: 'small',
      result: 'violated',
      assumptions: [],
      agents: 1,
      policies: 1,
      counterexample: { method: 'GET', url: 'https://g/', agent: 'vendors/bot' },
      because: [{ policy: 'pay', rule: 1 }],
    },
    { name: 'quiet', result: 'violated' },
  ])
  const explained = await runInProcess(['explain', '--requests', '-', '--format', 'json'], {
    cwd,
    input: `${JSON.stringify(guardrails[0].counterexample)}\n`,
  })
  expect(JSON.parse(explained.stdout).decision).toBe('allow')
})

test('a rule of a ceiling that no request meets is an error of the config', async () => {
  const cwd = folderWith({
    'policyctl.yaml': 'version: 1\nguardrails: [{ name: small, atMost: ceilings/c.yaml }]\n',
    'ceilings/c.yaml':
      'name: top\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://h/*" }, { permission: deny, resource: h/secret* }] }\n',
    'policies/read.yaml':
      'name: read\nspec: { policies: [{ permission: allow, operations: [GET], resource: https://h/* }] }\n',
  })
  const { status, stdout } = await runInProcess(['lint', '--format', 'json'], { cwd })
  expect(status).toBe(1)
  const { guardrails, findings } = JSON.parse(stdout)
  expect(guardrails).toMatchObject([{ name: 'small', result: 'matches-nothing' }])
  expect(findings).toMatchObject([
    {
      check: 'matches-nothing',
      file: 'policyctl.yaml',
      message: expect.stringContaining('top#1 in ceilings/c.yaml'),
    },
  ])
})
