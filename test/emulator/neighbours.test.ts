import { describe, expect, test } from 'vitest'
import { emulator } from '../support/servers/emulator.ts'
import { faultsOf } from './vendor-contract.ts'

const DENY = { policies: [{ permission: 'deny' }] }
const DATA = {
  formatVersion: 1,
  policies: [
    { name: 'a', spec: DENY },
    { name: 'a', namespace: 'prod', spec: DENY },
    { name: 'b', namespace: 'prod', spec: DENY },
  ],
  bindings: [
    { policy: 'a', agent: 'billing' },
    { policy: 'gone', agent: 'billing' },
  ],
  usedBy: [{ policy: 'a', agent: 'retired' }],
  agents: ['idle', 'prod/billing'],
  tools: [
    {
      name: 'stripe',
      baseUrl: 'https://api.stripe.com',
      riskTags: ['financial'],
      capabilities: [{ name: 'refund', method: 'POST', path: '/v1/refunds', riskTags: ['payout'] }, 'list'],
    },
    { name: 'hr', spec: { connection: { baseUrl: 'https://hr.example', port: 443, scheme: 'HTTPS' } } },
  ],
  connectors: [{ id: 'c', name: 'slack', type: 'slack', endpoint: 'C1', enabled: true }],
  connectorDefaults: { default_delivery_mode: 'all' },
}

interface Asking {
  readonly method?: string
  readonly body?: unknown
  readonly namespace?: string
}

async function world(faults = '') {
  const { url } = await emulator({ data: DATA, faults })
  return async (path: string, { method = 'GET', body, namespace }: Asking = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer key',
        ...(namespace === undefined ? {} : { 'x-workspace-namespace': namespace }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, value: (await answer.json()) as never }
  }
}

test.each([
  ['classic', '/api', '/api/settings/approval-connectors'],
  ['v1', '/api/v1/workspaces/w', '/api/v1/workspaces/w/approval-connectors'],
])('%s: every answer is as the vendor publishes it', async (_contract, base, connectors) => {
  const ask = await world()
  expect(faultsOf('tools', (await ask(`${base}/tools`)).value)).toEqual([])
  expect(faultsOf('agents', (await ask(`${base}/agents`)).value)).toEqual([])
  expect(faultsOf('config', (await ask(`${base}/agents/billing/config`)).value)).toEqual([])
  expect(faultsOf('connectors', (await ask(connectors)).value)).toEqual([])
  expect(faultsOf('defaults', (await ask(`${connectors}/defaults`)).value)).toEqual([])
  expect(faultsOf('policies', (await ask(`${base}/policies`)).value)).toEqual([])
  const missing = await ask(`${base}/agents/nobody/config`)
  expect([missing.status, faultsOf('error', missing.value)]).toEqual([404, []])
})

test('connectors stand where their contract has them, and nowhere else', async () => {
  const ask = await world()
  expect((await ask('/api/approval-connectors')).status).toBe(404)
  expect((await ask('/api/v1/settings/approval-connectors')).status).toBe(404)
  expect((await ask('/api/v1/approval-connectors/defaults')).value).toMatchObject({
    default_delivery_mode: 'all',
    default_fallback_to_ui: true,
  })
})

test('tools in short become what the API shows; risk tags stand on tool and capability', async () => {
  const ask = await world()
  const { value } = await ask('/api/v1/tools')
  expect(value[0]).toMatchObject({
    name: 'stripe',
    spec: {
      connection: { baseUrl: 'https://api.stripe.com' },
      riskTags: ['financial'],
      capabilities: [{ name: 'refund', riskTags: ['payout'] }, { name: 'list' }],
    },
  })
})

describe('agents', () => {
  test('a configuration is what the agent has; used_by may lag behind it', async () => {
    const ask = await world()
    expect((await ask('/api/v1/agents/billing/config')).value).toMatchObject({ policies: ['a', 'gone'] })
    expect((await ask('/api/v1/policies/a')).value).toMatchObject({ used_by: [{ name: 'retired' }] })
    expect((await ask('/api/v1/agents')).value).not.toContainEqual(
      expect.objectContaining({ name: 'retired' }),
    )
  })

  test('PUT replaces the policies; what is not sent stays', async () => {
    const ask = await world()
    const config = '/api/v1/agents/billing/config'
    const put = await ask(config, { method: 'PUT', body: { policies: ['b'] } })
    expect(put.value).toMatchObject({ policies: ['b'] })
    await ask(config, { method: 'PUT', body: { system_prompt: 'x' } })
    expect((await ask(config)).value).toMatchObject({ policies: ['b'] })
    expect((await ask(config, { method: 'PUT', body: { policies: 'b' } })).status).toBe(400)
  })
})

test('namespaces: the header says which workspace a classic request is about', async () => {
  const ask = await world()
  const names = async (namespace?: string) => {
    const { value } = await ask('/api/policies', namespace === undefined ? {} : { namespace })
    return (value as { name: string; namespace: string }[]).map((one) => `${one.namespace}/${one.name}`)
  }
  expect(await names('prod')).toEqual(['prod/a', 'prod/b'])
  expect(await names('default')).toEqual(['default/a'])
  expect(await names()).toEqual(['default/a', 'prod/b'])
  await ask('/api/policies', { method: 'POST', body: { name: 'c', spec: DENY }, namespace: 'prod' })
  await ask('/api/policies/a', { method: 'DELETE', namespace: 'prod' })
  expect(await names('prod')).toEqual(['prod/b', 'prod/c'])
  expect(await names('default')).toEqual(['default/a'])
})

describe('faults', () => {
  test.each([
    ['hide:tools', '/api/v1/tools'],
    ['hide:agents', '/api/v1/agents/billing/config'],
    ['hide:config', '/api/v1/agents/billing/config'],
    ['hide:approval-connectors', '/api/settings/approval-connectors'],
  ])('%s', async (faults, path) => {
    expect((await (await world(faults))(path)).status).toBe(403)
    expect((await (await world(faults))('/api/v1/policies')).status).toBe(200)
  })

  test('a policy that is called like what is hidden shows', async () => {
    const ask = await world('hide:tools')
    const body = { name: 'tools', spec: { policies: [{ permission: 'deny' }] } }
    await ask('/api/v1/policies', { method: 'POST', body })
    expect((await ask('/api/v1/policies/tools')).status).toBe(200)
  })

  const SPEC = {
    policies: [{ permission: 'allow', resource: 'https://a.example/x/../y', custom: { keep: 1 } }],
    approvals: [{ approvers: { groups: ['g'] }, delivery: { fallbackToUI: false, connectors: ['c'] } }],
  }
  test.each([
    ['', SPEC.policies[0]?.resource, undefined],
    ['keep-false', SPEC.policies[0]?.resource, false],
    ['resolve-dots', 'https://a.example/y', undefined],
  ])('%j: what is stored of a spec', async (faults, resource, fallbackToUI) => {
    const ask = await world(faults)
    const { value } = await ask('/api/v1/policies', { method: 'POST', body: { name: 'n', spec: SPEC } })
    const { spec } = value as { spec: typeof SPEC }
    expect(spec.policies[0]).toEqual({ ...SPEC.policies[0], resource })
    expect(spec.approvals[0]?.delivery.fallbackToUI).toBe(fallbackToUI)
    // A route without a name is valid.
    expect(spec.approvals[0]).not.toHaveProperty('name')
  })
})
