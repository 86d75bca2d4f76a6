/** Errors of policy files, and guardrails about agents that only the workspace knows: each said once, by who knows it. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'

const policy = (operations: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operations}], resource: "https://api.example.com/*" }\n`

const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1
targets: { production: { endpoint: "${endpoint}" } }
guardrails:
  - { name: bot-reads, agents: [bot], on: { operations: [DELETE], resource: "https://api.example.com/*" }, never: allow }
`,
  'policies/a.yaml': policy('GET'),
  'policies/a.test.yaml':
    'tests:\n  - { policies: [a], request: GET https://api.example.com/, expect: allow }\n  - { policies: [a], request: PUT https://api.example.com/, expect: deny }\n',
  'policies/b.yaml': policy('PUT').replace('name: a', 'name: b'),
})

async function bodyOf(changed: Readonly<Record<string, string>>): Promise<string> {
  const world = await actionWorld({ files, data: { bindings: [{ policy: 'a', agent: 'bot' }] } })
  const pull = world.open(7)
  await pull.push(changed)
  return world.state.comments[0]?.body ?? ''
}

test('a guardrail about an agent that only the workspace names is judged by the plan', async () => {
  const body = await bodyOf({ 'policies/a.yaml': policy('GET, POST') })
  expect(body).toContain('Guardrails **1 of 1 proven**')
  expect(body).not.toContain('matches nothing')
})

test('a policy file that cannot be read is an error of the files, and no failed test', async () => {
  const body = await bodyOf({ 'policies/b.yaml': 'name: b\nspec:\n  policies\n' })
  expect(body).toContain('1 error in files')
  expect(body).toContain('tests **2 passed**')
  expect(body).not.toMatch(/tests? fails?/)
  expect(body).toContain('**Not compared**, so left out of the changes above:')
  expect(body).toContain('> - `b`: it may be in a file that cannot be read')
  expect(body).not.toContain('bound to `b`')
})
