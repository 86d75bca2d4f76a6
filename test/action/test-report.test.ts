/** An error in a policy file is lint's; a test that it keeps from running has failed. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'

const policy = (name: string, permission: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: ${permission}, operations: [GET], resource: "https://api.example.com/*" }\n`
const testsOf = (...policies: readonly string[]): string =>
  `tests:\n${policies.map((name) => `  - { policies: [${name}], request: GET https://api.example.com/x, expect: allow }\n`).join('')}`

const LINTED = 'lint test diff plan'

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['there is no test', LINTED, {}, 'Tests **none** · lint **1 new error**'],
  ['tests of others', LINTED, { 'policies/a.test.yaml': testsOf('a', 'a') }, 'Tests **2 passed** · '],
  ['one test needs it', LINTED, { 'policies/b.test.yaml': testsOf('a', 'b') }, 'Tests **1 of 2 failed** · '],
  ['without lint', 'test', {}, 'Tests **1 of 1 failed**'],
])('a policy file with an error, %s (%s)', async (_case, command, files, said) => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
      'policies/a.yaml': policy('a', 'allow'),
    }),
  })
  const pull = world.open(7, { inputs: { command } })
  const result = await pull.push({ 'policies/b.yaml': policy('b', 'alow'), ...files })
  expect(result.status).toBe(1)
  expect(result.summary).toContain(said)
  const failing = said.includes('failed')
  expect(/policy tests? fails?/.test(result.summary)).toBe(failing)
  const annotated = result.log.match(/^::error .*policies\/b\.yaml/gm) ?? []
  expect(annotated).toHaveLength(1)
})
