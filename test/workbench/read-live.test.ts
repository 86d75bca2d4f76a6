/** Who has what, as far as a server of each kind says it. */
import { describe, expect, test } from 'vitest'
import type { LiveBindings } from '../../src/policy/live-bindings.ts'
import { withDocuments } from '../../src/policy/live-bindings.ts'
import type { AgentPolicies } from '../../src/store/policy-store.ts'
import { readLive } from '../../src/workbench/read-live.ts'
import { live, spec } from '../support/builders/specs.ts'

const P = spec('deny')

interface Server {
  /** policy → agents; default: the list does not say. */
  readonly usedBy?: Readonly<Record<string, string[]>>
  /** null: the key may not read them. */
  readonly agents?: readonly string[] | null
  readonly configs?: Readonly<Record<string, AgentPolicies>>
}

async function seen({ usedBy, agents = null, configs = {} }: Server) {
  const asked: string[] = []
  const policies = live({ a: P, b: P, c: P }, usedBy ?? {})
  const workspace = await readLive({
    list: async () => (usedBy === undefined ? policies.map((one) => ({ ...one, usedBy: null })) : policies),
    unreadable: () => [],
    get: async () => null,
    tools: async () => null,
    connectors: async () => null,
    approvalRequests: async () => [],
    agents: async () => agents,
    agentPolicies: async (agent) => {
      asked.push(agent)
      return configs[agent] ?? null
    },
  })
  const { source, gone, pairs } = workspace.bindings
  return {
    source,
    gone,
    pairs: pairs.map(({ agent, policy }) => `${agent} ${policy}`),
    users: Object.fromEntries(workspace.policies.map((policy) => [policy.name, policy.usedBy])),
    asked,
  }
}

test('configurations are preferred to used_by, and one is asked once an agent', async () => {
  const { asked, ...found } = await seen({
    usedBy: { a: ['default/x'], b: ['default/x', 'default/retired'] },
    agents: ['default/x', 'ops/y'],
    configs: { 'default/x': ['a'], 'ops/y': ['a', 'c'], 'default/retired': 'gone' },
  })
  expect(found).toEqual({
    source: 'config',
    gone: ['default/retired'],
    pairs: ['default/x a', 'ops/y a', 'ops/y c'],
    users: { a: ['default/x', 'ops/y'], b: [], c: ['ops/y'] },
  })
  expect(asked.sort()).toEqual(['default/retired', 'default/x', 'ops/y'])
})

test('an agent whose configuration cannot be read: used_by for it, and the weaker word for all', async () => {
  expect(
    await seen({
      usedBy: { a: ['default/x', 'default/z'] },
      agents: ['default/x', 'default/z'],
      configs: { 'default/x': ['b'] },
    }),
  ).toMatchObject({ source: 'used_by', pairs: ['default/x b', 'default/z a'] })
})

test('404 says nothing of an agent in a namespace where no configuration was read: only the name was asked for', async () => {
  const found = await seen({
    usedBy: { a: ['other/bot'], b: ['default/bot'] },
    agents: ['default/x'],
    configs: { 'default/x': ['b'], 'other/bot': 'gone', 'default/bot': 'gone' },
  })
  expect(found).toMatchObject({
    source: 'used_by',
    gone: ['default/bot'],
    users: { a: ['other/bot'], b: ['default/x'] },
  })
})

test.each<[string, readonly string[], AgentPolicies, object]>([
  ['nothing', [], 'unsaid', { source: 'config', pairs: [] }],
  ['an empty list', ['default/x'], [], { source: 'config', pairs: [] }],
  ['nothing, and used_by names it', ['default/x'], 'unsaid', { source: 'used_by', pairs: ['default/x a'] }],
])('a configuration that says %s of policies', async (_case, users, config, found) => {
  const server = { usedBy: { a: [...users] }, agents: ['default/x'], configs: { 'default/x': config } }
  expect(await seen(server)).toMatchObject(found)
})

test('where the agents cannot be listed, only used_by says who there is, and a silent list says of nobody', async () => {
  const configs = { 'default/x': ['a'] }
  expect(await seen({ usedBy: { a: ['default/x'] }, agents: null, configs })).toMatchObject({
    source: 'used_by',
    pairs: ['default/x a'],
  })
})

describe('a server without configurations', () => {
  test('404 for every agent is no word that they are gone', async () => {
    const usedBy = { a: ['default/x'], b: ['default/y'] }
    const configs = { 'default/x': 'gone', 'default/y': 'gone' } as const
    expect(await seen({ usedBy, configs })).toMatchObject({
      source: 'used_by',
      gone: [],
      pairs: ['default/x a', 'default/y b'],
    })
  })

  test('where the first three cannot be read, the others are not asked', async () => {
    const agents = Array.from({ length: 50 }, (_, index) => `default/agent-${index}`)
    expect((await seen({ usedBy: { a: agents }, agents })).asked).toHaveLength(3)
  })
})

test('nobody says anything: documents are all there is, and usage stays unknown', async () => {
  expect(await seen({})).toMatchObject({ source: 'documents', pairs: [], users: { a: null, b: null } })
})

test('an agent that is listed and has nothing is named by live', async () => {
  expect(await seen({ usedBy: {}, agents: ['default/idle'], configs: { 'default/idle': [] } })).toMatchObject(
    {
      source: 'config',
      pairs: [],
      users: { a: [], b: [], c: [] },
    },
  )
})

test('documents lend nothing to an agent that live names', () => {
  const bindings: LiveBindings = {
    source: 'config',
    agents: new Set(['default/x', 'default/idle']),
    pairs: [{ agent: 'default/x', policy: 'a' }],
    configured: new Set(['default/x', 'default/idle']),
    gone: [],
  }
  const documents = [
    { agent: 'default/x', policy: 'stale-deny' },
    { agent: 'default/idle', policy: 'stale-deny' },
    { agent: 'default/new', policy: 'a' },
  ]
  expect([...withDocuments(bindings, documents)]).toEqual([
    ['default/new', ['a']],
    ['default/x', ['a']],
    ['default/idle', []],
  ])
})
