import { expect, test } from 'vitest'
import { isSameWorkspace } from '../../src/policy/workspace.ts'

const BASE = 'https://acme.runagents.io/api/v1'

test.each<[string, string, boolean]>([
  [BASE, BASE, true],
  [BASE, 'https://ACME.runagents.io:443/api/v1/', true],
  [BASE, 'https://acme.runagents.io./api//v1', true],
  [BASE, 'https://acme.runagents.io/%61pi/v1', true],
  [BASE, 'https://acme.runagents.io/x/../api/v1', true],
  [`${BASE}/workspaces/a%2fb`, `${BASE}/workspaces/a%2Fb`, true],
  [`${BASE}/workspaces/a%2Fb`, `${BASE}/workspaces/a/b`, false],
  [BASE, 'https://acme.runagents.io/API/v1', false],
  [BASE, 'https://acme.runagents.io/api', false],
  [BASE, 'https://acme.runagents.io:8443/api/v1', false],
  [BASE, 'https://acme2.runagents.io/api/v1', false],
  [BASE, `${BASE}/workspaces/dev`, false],
  ['http://localhost:8092/api/v1', 'http://127.0.0.1:8092/api/v1', true],
  ['http://[::1]:8092/api/v1', 'http://127.0.0.1:8092/api/v1', true],
  ['http://localhost:8092/api/v1', 'http://localhost:8093/api/v1', false],
  ['embedded:.policyctl/local.json', 'embedded:.policyctl/local.json', true],
  ['embedded:.policyctl/local.json', 'embedded:.policyctl/Local.json', false],
])('isSameWorkspace: %s, %s → %s', (a, b, same) => {
  const of = (endpoint: string) => ({ endpoint, namespace: null })
  expect([isSameWorkspace(of(a), of(b)), isSameWorkspace(of(b), of(a))]).toEqual([same, same])
})

test.each([
  [null, null, true],
  ['prod', 'prod', true],
  ['prod', 'dev', false],
  ['prod', null, false],
  ['default', null, true],
  ['default', 'prod', false],
])('isSameWorkspace: namespaces %s, %s → %s', (a, b, same) => {
  expect(isSameWorkspace({ endpoint: BASE, namespace: a }, { endpoint: BASE, namespace: b })).toBe(same)
})
