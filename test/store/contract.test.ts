/** One suite for every store: over HTTP in both contracts, a workspace in memory and in a file; and inside this process. */
import { writeFile } from 'node:fs/promises'
import { Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PolicyStore } from '../../src/store/policy-store.ts'
import { openEmbeddedStore } from '../../src/workbench/embedded-store.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'
import { errorOf, openStore } from './open-store.ts'

const DATA = {
  formatVersion: 1,
  policies: [
    { name: 'payments', spec: { policies: [{ permission: 'allow', resource: 'https://api.stripe.com/*' }] } },
  ],
  bindings: [
    { policy: 'payments', agent: 'ops/refunds' },
    { policy: 'payments', agent: 'billing' },
  ],
  tools: [
    { name: 'stripe', baseUrl: 'https://api.stripe.com', riskTags: ['financial'], capabilities: ['refund'] },
  ],
  connectors: [{ id: 'c1', name: 'slack-finance', type: 'slack', enabled: true }],
}
const DENY = {
  policies: [{ permission: 'deny' as const, resource: 'https://a.example/*', operations: ['GET'] }],
}
const ALLOW = { policies: [{ permission: 'allow' as const, tags: ['x'] }] }

const KEYS = ['ra_ws_key-of-a-workspace', 'eyJ.other.token']
const SERVED = ['/api', '/api/v1', '/api/v1/workspaces/w', ''].flatMap((base) =>
  ['memory', 'file'].flatMap((kind) => KEYS.map((key) => [base, kind, key] as const)),
)
const STORES = [...SERVED, ['no base', 'this process', 'none'] as const]

async function openEmbedded(): Promise<PolicyStore> {
  const file = join(folderWith({ 'w.json': JSON.stringify(DATA) }), 'w.json')
  const store = await openEmbeddedStore({ file, endpoint: 'embedded:w.json' })
  onTestFinished(() => store.close())
  return store
}

describe.each(STORES)('base %j, in %s, key %s', (base, kind, apiKey) => {
  async function open(): Promise<PolicyStore> {
    const folder = folderWith()
    if (kind === 'this process') return openEmbedded()
    if (kind === 'file') writeFiles(folder, { 'w.json': JSON.stringify(DATA) })
    const api = await emulator(kind === 'file' ? { file: join(folder, 'w.json') } : { data: DATA })
    return openStore(`${api.url}${base}`, { apiKey })
  }

  test('a policy is created, read, replaced, listed and deleted', async () => {
    const store = await open()
    expect(await store.get('new')).toBeNull()
    const created = { name: 'new', spec: DENY, readiness: { isReady: true, message: '' } }
    expect(await store.create({ name: 'new', spec: DENY })).toEqual({ ...created, usedBy: null })
    expect(await store.get('new')).toEqual({ ...created, usedBy: [] })
    expect((await store.replace({ name: 'new', spec: ALLOW })).spec).toEqual(ALLOW)
    expect((await store.list()).map(({ name }) => name)).toEqual(['new', 'payments'])
    await store.delete('new')
    expect(await store.get('new')).toBeNull()
  })

  test('usage is that of the bindings', async () => {
    const store = await open()
    const [listed] = await store.list()
    expect(listed?.usedBy).toEqual(['default/billing', 'ops/refunds'])
    expect(await store.get('payments')).toEqual(listed)
  })

  test('what is refused: a second create, a replace and a delete of nothing, a policy without rules', async () => {
    const store = await open()
    const failures = [
      [() => store.create({ name: 'payments', spec: DENY }), 409, 'request-refused'],
      [() => store.replace({ name: 'nobody', spec: DENY }), 404, 'not-found'],
      [() => store.delete('nobody'), 404, 'not-found'],
      [() => store.create({ name: 'empty', spec: { policies: [] } }), 400, 'request-refused'],
    ] as const
    for (const [run, status, code] of failures)
      expect(await errorOf(run)).toMatchObject({ status, code, kind: 'refused' })
    expect((await store.list()).map(({ name }) => name)).toEqual(['payments'])
  })

  test('neighbours and translation', async () => {
    const store = await open()
    expect(await store.tools()).toEqual([
      {
        name: 'stripe',
        baseUrl: 'https://api.stripe.com/',
        riskTags: ['financial'],
        capabilities: [{ name: 'refund', method: '', path: '', riskTags: [] }],
      },
    ])
    expect(await store.connectors()).toEqual([{ id: 'c1', name: 'slack-finance', enabled: true }])
    expect(await store.agents()).toEqual(['default/billing', 'ops/refunds'])
    expect(await store.agentPolicies('ops/refunds')).toEqual(['payments'])
    expect(await store.agentPolicies('default/refunds')).toBeNull()
    expect(await store.agentPolicies('default/nobody')).toBe('gone')
    expect((await store.translate('Allow reads on Stripe')).rules).toEqual([
      { permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.com/*' },
    ])
  })
})

test('inside this process: no socket is opened, and a failure names the workspace', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen')
  const file = join(folderWith({ 'w.json': JSON.stringify(DATA) }), 'w.json')
  const store = await openEmbeddedStore({ file, endpoint: 'embedded:w.json' })
  await writeFile(file, 'damaged')
  expect(await errorOf(() => store.list())).toMatchObject({
    code: 'server-error',
    message: expect.stringMatching(/^GET embedded:w\.json\/policies answered 500: .* is not JSON/),
  })
  await store.close()
  expect(listening).not.toHaveBeenCalled()
})
