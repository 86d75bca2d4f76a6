/** Bindings that the workspace lacks: told where they have to do with the pull request, else counted. */
import { expect, test } from 'vitest'
import { NO_LIMIT, renderReport } from '../../../src/action/comment/comment.ts'
import type { DiffReport } from '../../../src/action/comment/comment-input.ts'
import { actionWorld } from '../../support/action/action-world.ts'
import { commentInput, planned, region } from '../../support/builders/comment-documents.ts'

const CAL = { agent: 'default/cal-agent', policy: 'x' }
const ofAgent = (policy: string) => ({ access: [region({ agents: [CAL.agent], policies: [policy] })] })
const changes = (policy: string): Partial<DiffReport> => ({ changes: [{ policy, kind: 'changed' }] })

test.each<[string, 'told' | 'counted', Partial<DiffReport>, Parameters<typeof planned>[1]]>([
  ['it changes nothing', 'counted', {}, {}],
  ['it changes another policy', 'counted', changes('y'), {}],
  ['it changes the policy', 'told', changes('x'), {}],
  ['it brings the binding', 'told', { newBindings: [CAL] }, {}],
  ['it brings another binding', 'counted', { newBindings: [{ ...CAL, agent: 'default/ops' }] }, {}],
  ['it changes what the agent may do', 'told', changes('y'), ofAgent('y')],
  ['others change what the agent may do', 'counted', changes('y'), ofAgent('z')],
])('%s: %s', (_case, where, diff, plan) => {
  const targets = [planned('production', { ...plan, bindingsNotLive: [CAL] })]
  const whole = { changes: [], access: [], each: [], guardrails: [], ...diff }
  const text = renderReport(commentInput({ targets, diff: whole }), NO_LIMIT)
  expect(text.includes('**Bindings that are not live:**')).toBe(where === 'told')
  expect(text.includes('1 binding of the files not live, as before')).toBe(where === 'counted')
})

const policy = (name: string, operation: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/${name}/*" }\n`
const binding = (agent: string, to: string): string =>
  `apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: ${agent} }\nspec:\n  policyRef: { name: ${to} }\n  subjects: [{ kind: ServiceAccount, name: ${agent} }]\n`

test('a repository with an outdated document: only the pull request that has to do with it tells of it', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
      'policies/a.yaml': policy('a', 'GET'),
      'policies/b.yaml': policy('b', 'GET'),
      'policies/old.yaml': binding('old-agent', 'a'),
    }),
  })
  await world.onMain(world.main(), { command: 'apply' })
  const said = (number: number): string => {
    const own = world.state.comments.filter(({ issue }) => issue === number)
    return own.map(({ body }) => body).join('\n')
  }
  const other = world.open(7)
  await other.push({ 'policies/b.yaml': policy('b', 'POST') })
  await world.onMain(other.merge(), { command: 'apply' })
  expect(said(7)).not.toContain('Bindings that are not live')
  expect(said(7)).toContain('1 binding of the files not live, as before')

  await world.open(8).push({ 'policies/new.yaml': binding('new-agent', 'b') })
  expect(said(8)).toContain('the files bind new-agent to `b`, and the workspace does not')
  expect(said(8)).not.toContain('old-agent')

  const own = world.open(9)
  await own.push({ 'policies/a.yaml': policy('a', 'POST') })
  await world.onMain(own.merge(), { command: 'apply' })
  expect(said(9).match(/the files bind old-agent to `a`/g)).toHaveLength(2)
})
