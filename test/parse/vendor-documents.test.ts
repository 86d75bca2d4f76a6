/**
 * Policy-like documents in the shapes that the vendor's guides, tests and
 * clients use, in our own words: each is read, or is one finding with the one
 * thing to do.
 */
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/lint/lint.ts'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'

const RULES = `policies:
  - permission: allow
    operations: [GET]
    resource: https://api.example.com/*`
const ROUTED = `policies:
  - permission: approval_required
    operations: [POST]
    resource: https://api.example.com/*
approvals:
  - approvers: { groups: [finance-approvers] }
    defaultDuration: 4h`
const below = (key: string, text: string) => `${key}:\n${text.replace(/^/gm, '  ')}`
const K8S = 'apiVersion: platform.ai/v1alpha1'
const POLICY = `${K8S}\nkind: Policy\nmetadata: { name: a }\n${below('spec', RULES)}`
const bindingTo = (kind: string) =>
  `${K8S}\nkind: PolicyBinding\nmetadata: { name: b }\nspec:\n  policyRef: { name: a }\n  subjects: [{ kind: ${kind}, name: someone }]\n`
const LIVE = {
  name: 'a',
  namespace: 'default',
  spec: { policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.example.com/*' }] },
  status: { ready: true },
  used_by: [{ name: 'agent', namespace: 'default' }],
}
const KUBECTL = `${K8S}
kind: Policy
metadata:
  name: a
  namespace: default
  creationTimestamp: "2026-01-02T03:04:05Z"
  generation: 2
  resourceVersion: "1234"
  uid: 8f1d
${below('spec', RULES)}
status: { ready: true }`

function read(file: string, text: string) {
  const parsed = parsePolicyFile(file, new TextEncoder().encode(text))
  return {
    ...parsed,
    errors: parsed.findings.map(({ check, message, hint }) => `${check}: ${message} | ${hint}`),
  }
}

describe('read', () => {
  test.each<[string, string, string]>([
    ['the body of the create call', 'a.yaml', `name: a\n${below('spec', RULES)}`],
    ['the same in JSON', 'a.json', JSON.stringify({ name: LIVE.name, spec: LIVE.spec })],
    ['routes without a name', 'a.yaml', `name: a\n${below('spec', ROUTED)}`],
    ['the Kubernetes form', 'a.yaml', POLICY],
    [
      'labels and annotations',
      'a.yaml',
      POLICY.replace('{ name: a }', '{ name: a, labels: { team: x }, annotations: { why: y } }'),
    ],
    ['a policy and its binding', 'a.yaml', `${POLICY}\n---\n${bindingTo('ServiceAccount')}`],
    ['a binding of a user', 'a.yaml', `${POLICY}\n---\n${bindingTo('User')}`],
    ['a binding of a group', 'a.yaml', `${POLICY}\n---\n${bindingTo('Group')}`],
    [
      'every connector, no console',
      'a.yaml',
      `name: a\n${below('spec', `${ROUTED}\n    delivery: { connectors: [x, y], mode: all, fallbackToUI: false }`)}`,
    ],
  ])('%s', (_what, file, text) => {
    const { errors, policies } = read(file, text)
    expect([errors, policies.map(({ policy }) => policy.name)]).toEqual([[], ['a']])
  })

  test.each([
    ['ServiceAccount', ['default/someone']],
    ['User', []],
    ['Group', []],
  ])('a subject %s is an agent only where it is one', (kind, agents) => {
    expect(read('b.yaml', bindingTo(kind)).bindings.map(({ agent }) => agent)).toEqual(agents)
  })
})

describe('one finding with the one thing to do', () => {
  test.each<[string, string, string, string]>([
    [
      'a bare spec',
      'crm.yaml',
      RULES,
      'missing-field: this is a spec without the name of its policy | put name: crm above it, and all of it below spec:',
    ],
    [
      'a bare spec with routes',
      'My File.yaml',
      ROUTED,
      'missing-field: this is a spec without the name of its policy | put name: NAME above it, and all of it below spec:',
    ],
    [
      'a bare spec in JSON',
      'crm.json',
      JSON.stringify(LIVE.spec),
      'missing-field: this is a spec without the name of its policy | put name: crm above it, and all of it below spec:',
    ],
    [
      'rules as translate answers them',
      'crm.json',
      JSON.stringify({ rules: LIVE.spec.policies }),
      'missing-field: these are rules without the name of their policy | put name: crm above, and the rules below spec: as policies:',
    ],
    [
      'the live form',
      'a.json',
      JSON.stringify(LIVE),
      'unknown-field: this is a policy as a server returns it: only the server sets namespace, status, used_by | delete them; a file has the name and the spec',
    ],
    [
      'the list of all',
      'all.json',
      JSON.stringify([LIVE, LIVE]),
      'wrong-type: this is a list of policies, as the API returns it | write each as a document of its own with name and spec, or run policyctl adopt --all, which writes the files from the workspace',
    ],
    [
      'kubectl get -o yaml of one',
      'a.yaml',
      KUBECTL,
      'unknown-field: this is a policy as a server returns it: only the server sets metadata.creationTimestamp, metadata.generation, metadata.resourceVersion, metadata.uid, status | delete them; a file has the name and the spec',
    ],
    [
      'kubectl get -o yaml of all',
      'all.yaml',
      `apiVersion: v1\nkind: List\nmetadata: { resourceVersion: "" }\nitems:\n${KUBECTL.replace(/^/gm, '    ').replace(/^ {4}/, '  - ')}`,
      'wrong-value: kind is "List": this holds policies as kubectl writes them | write each item as a document of its own, separated by ---, and keep only name and namespace of metadata',
    ],
    [
      'a tool',
      'tool.yaml',
      `${K8S}\nkind: Tool\nmetadata: { name: stripe }\nspec: { connection: { baseUrl: "https://api.stripe.com" }, riskTags: [financial] }`,
      'wrong-value: kind is "Tool", and only Policy and PolicyBinding documents are read | keep it outside the policy folder',
    ],
    [
      'an agent',
      'agent.yaml',
      `${K8S}\nkind: Agent\nmetadata: { name: x }\nspec: { image: y }`,
      'wrong-value: kind is "Agent", and only Policy and PolicyBinding documents are read | keep it outside the policy folder',
    ],
    [
      'a misspelt policy is still one',
      'a.yaml',
      POLICY.replace('kind: Policy', 'kind: Polcy'),
      'wrong-value: kind is "Polcy", which is not a known value | did you mean Policy?',
    ],
  ])('%s', (_what, file, text, expected) => {
    expect(read(file, text).errors).toEqual([expected])
  })
})

test('a JSON file is never told to add a comment', () => {
  const rules = [
    { permission: 'allow', operations: ['POST', 'get'], resource: 'https://*' },
    { permission: 'allow', operations: ['POST'], resource: 'https://api.example.com/graphql' },
    { permission: 'allow', resource: 'http://api.example.com/a?b' },
    { permission: 'approval_required', resource: 'https://api.example.com/x/*/y' },
    { permission: 'deny', resource: 'https://other.example/*', tags: [] },
  ]
  const text = JSON.stringify({ name: 'a_b', spec: { policies: rules } }, null, 2)
  const hints = lint([parsePolicyFile('a_b.json', new TextEncoder().encode(text))]).map(({ hint }) => hint)
  expect(hints.length).toBeGreaterThan(5)
  for (const hint of hints) expect(hint).not.toMatch(/comment|#/)
})
