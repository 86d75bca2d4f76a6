import { describe, expect, test } from 'vitest'
import { serve } from '../support/servers/http-server.ts'
import { KEY, openStore } from './open-store.ts'

const SPEC = {
  policies: [{ permission: 'allow' as const, operations: ['GET'], resource: 'https://a.example/*' }],
}
const POLICY = { name: 'p-1', spec: SPEC }

/** Answers each call as the documentation says. */
function documented(request: { method: string; path: string }) {
  if (request.path.endsWith('/translate')) return { body: { rules: [{ permission: 'allow' }] } }
  if (request.method === 'DELETE') return { body: { status: 'deleted' } }
  if (request.method === 'GET' && request.path.endsWith('/policies')) return { body: [POLICY] }
  return { status: request.method === 'POST' ? 201 : 200, body: POLICY }
}

const CLASSIC = { base: '/api', auth: { Authorization: `Bearer ${KEY}`, 'X-RunAgents-API-Key': KEY } }
const V1 = { base: '/api/v1', auth: { 'X-RunAgents-API-Key': KEY } }
const WORKSPACE = { base: '/api/v1/workspaces/pay', auth: { 'X-RunAgents-API-Key': KEY } }

describe.each([
  ['classic', CLASSIC],
  ['v1', V1],
  ['v1 with a workspace', WORKSPACE],
])('%s: the exact requests', (_name, { base, auth }) => {
  test('each call', async () => {
    const server = await serve(documented)
    const store = openStore(`${server.url}${base}`)
    await store.list()
    await store.get('p-1')
    await store.create(POLICY)
    await store.replace(POLICY)
    await store.delete('p-1')
    await store.translate('read calendars')
    const host = new URL(server.url).host
    const common = {
      host,
      connection: 'keep-alive',
      Accept: 'application/json',
      'User-Agent': 'policyctl',
      'Cache-Control': 'no-cache',
      ...auth,
    }
    const body = JSON.stringify(POLICY)
    const sent = (text: string) => ({
      ...common,
      'Content-Type': 'application/json',
      'content-length': String(text.length),
    })
    expect(server.requests).toEqual([
      { method: 'GET', path: `${base}/policies`, headers: common, body: '' },
      { method: 'GET', path: `${base}/policies/p-1`, headers: common, body: '' },
      { method: 'POST', path: `${base}/policies`, headers: sent(body), body },
      { method: 'PUT', path: `${base}/policies/p-1`, headers: sent(body), body },
      { method: 'DELETE', path: `${base}/policies/p-1`, headers: common, body: '' },
      {
        method: 'POST',
        path: `${base}/policies/translate`,
        headers: sent('{"text":"read calendars"}'),
        body: '{"text":"read calendars"}',
      },
    ])
    // The next call may start before the first connection is free again; a third is never opened.
    expect(server.connections).toBeLessThanOrEqual(2)
    expect(store.requests).toBe(6)
  })
})

test('v1: a key that is no workspace key is a bearer token', async () => {
  const server = await serve({ body: [] })
  await openStore(`${server.url}/api/v1`, { apiKey: ' eyJhbGciOi\n' }).list()
  expect(server.requests[0]?.headers).toMatchObject({ Authorization: 'Bearer eyJhbGciOi' })
  expect(server.requests[0]?.headers).not.toHaveProperty('X-RunAgents-API-Key')
})

test('specs are sent as written, empties left out', async () => {
  const server = await serve({ status: 201, body: POLICY })
  await openStore(`${server.url}/api`).create({
    name: 'p-1',
    spec: {
      policies: [{ resource: '', permission: 'deny', tags: [], operations: ['post', 'GET', 'GET'] }],
      approvals: [
        {
          name: 'r',
          approvers: { groups: [] },
          delivery: { mode: 'first_success', fallbackToUI: false },
          toolIds: [],
        },
      ],
    },
  })
  expect(server.requests[0]?.body).toBe(
    '{"name":"p-1","spec":{"policies":[{"permission":"deny","operations":["post","GET","GET"]}],"approvals":[{"name":"r","delivery":{"mode":"first_success","fallbackToUI":false}}]}}',
  )
})

test('neighbours: read where they are, null where they are not, not shown or not understood', async () => {
  const replies: Record<string, { status?: number; body: unknown }> = {
    '/api/tools': {
      body: [
        {
          name: 'stripe',
          namespace: 'agent-system',
          spec: {
            connection: {
              topology: 'External',
              baseUrl: 'https://api.stripe.com',
              port: 443,
              scheme: 'HTTPS',
            },
            riskTags: ['financial'],
            capabilities: [{ name: 'refund', method: 'post', path: '/v1/refunds', riskTags: ['payout'] }, {}],
          },
          status: { phase: 'Available' },
        },
        { name: 'go-client', base_url: 'https://go.example:8443/api', status: 'Available' },
        { name: 'in-parts', spec: { connection: { baseUrl: 'db.internal', scheme: 'HTTP', port: 8080 } } },
        { name: 'bare', spec: null },
      ],
    },
    '/api/settings/approval-connectors': {
      body: [
        { id: 'c1', name: 'slack', type: 'slack', enabled: true },
        { id: 'c2', name: 'mail' },
      ],
    },
    '/api/agents': { body: [{ name: 'z' }, { name: 'a', namespace: 'ops' }] },
    '/api/agents/z/config': { body: { agent_name: 'z', namespace: 'default', policies: ['q', 'p', 'q'] } },
    '/api/agents/a/config': { body: { agent_name: 'a', namespace: 'elsewhere', policies: ['q'] } },
    '/api/agents/none/config': { body: { agent_name: 'none', namespace: 'default', policies: null } },
  }
  const server = await serve(({ path }) => replies[path] ?? { status: 404, body: '<html>' })
  const store = openStore(`${server.url}/api`)
  expect(await store.tools()).toEqual([
    {
      name: 'stripe',
      baseUrl: 'https://api.stripe.com/',
      riskTags: ['financial'],
      capabilities: [
        { name: 'refund', method: 'POST', path: '/v1/refunds', riskTags: ['payout'] },
        { name: '', method: '', path: '', riskTags: [] },
      ],
    },
    { name: 'go-client', baseUrl: 'https://go.example:8443/api', riskTags: [], capabilities: [] },
    { name: 'in-parts', baseUrl: 'http://db.internal:8080/', riskTags: [], capabilities: [] },
    { name: 'bare', baseUrl: '', riskTags: [], capabilities: [] },
  ])
  expect(await store.connectors()).toEqual([
    { id: 'c1', name: 'slack', enabled: true },
    { id: 'c2', name: 'mail', enabled: false },
  ])
  expect(await store.agents()).toEqual(['default/z', 'ops/a'])
  expect(await store.agentPolicies('default/z')).toEqual(['p', 'q'])
  // Its configuration is asked by the bare name, which another namespace may have too.
  expect(await store.agentPolicies('ops/a')).toBeNull()
  expect(await store.agentPolicies('default/none')).toEqual([])
  expect(await store.agentPolicies('default/..')).toBeNull()
  // A page of a proxy is no word that an agent is gone.
  expect(await store.agentPolicies('default/behind-a-proxy')).toBeNull()
  for (const reply of [
    { status: 403, body: {} },
    { body: { tools: [] } },
    { body: '<html>' },
    { body: [1] },
  ]) {
    replies['/api/tools'] = reply
    expect(await store.tools()).toBeNull()
  }
  replies['/api/tools'] = { status: 500, body: {} }
  await expect(store.tools()).rejects.toMatchObject({ code: 'server-error' })
})

test('usage: sorted agents; absent means unknown in a list and nobody in a single policy', async () => {
  const used = {
    ...POLICY,
    used_by: [{ name: 'b' }, { name: 'a', namespace: 'ops' }, { name: 'b', namespace: 'default' }],
  }
  const server = await serve(({ path }) => ({
    body: path.endsWith('/policies')
      ? [used, { ...POLICY, name: 'a' }]
      : path.endsWith('p-1')
        ? used
        : { ...POLICY, name: 'a' },
  }))
  const store = openStore(`${server.url}/api`)
  expect((await store.list()).map(({ name, usedBy }) => [name, usedBy])).toEqual([
    ['a', null],
    ['p-1', ['default/b', 'ops/a']],
  ])
  expect((await store.get('p-1'))?.usedBy).toEqual(['default/b', 'ops/a'])
  expect((await store.get('a'))?.usedBy).toEqual([])
})
