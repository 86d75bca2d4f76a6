/** What the emulated API answers on the wire. */
import { describe, expect, test } from 'vitest'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import { errorOf } from '../store/open-store.ts'
import { emulator } from '../support/servers/emulator.ts'

const SPEC = { policies: [{ permission: 'deny', operations: [], resource: '', tags: ['a'] }], approvals: [] }
const DATA = {
  formatVersion: 1,
  policies: [{ name: 'p', spec: { policies: [{ permission: 'deny' }] } }],
  bindings: [{ policy: 'p', agent: 'a' }],
}
const BEARER = { authorization: 'Bearer x' }

async function call(path: string, init: RequestInit = {}, options = {}) {
  const { url } = await emulator({ data: DATA, ...options })
  const answer = await fetch(`${url}${path}`, { headers: BEARER, ...init })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
}

describe('authentication: contract, headers → status', () => {
  test.each<[string, Record<string, string>, number]>([
    ['/api', { authorization: 'Bearer any' }, 200],
    ['/api', { authorization: 'Bearer ra_ws_1' }, 200],
    ['/api', {}, 401],
    ['/api', { authorization: 'Bearer ' }, 401],
    ['/api', { authorization: 'Basic any' }, 401],
    ['/api', { 'x-runagents-api-key': 'ra_ws_1' }, 200],
    ['/api', { 'x-runagents-api-key': 'ra_ws_1', authorization: 'Bearer ra_ws_1' }, 200],
    ['/api', { 'x-runagents-api-key': 'ra_ws_1', authorization: 'Bearer other' }, 401],
    ['/api/v1', { 'x-runagents-api-key': 'ra_ws_1' }, 200],
    ['/api/v1', { authorization: 'Bearer other' }, 200],
    ['/api/v1', { authorization: 'Bearer ra_ws_1' }, 401],
    ['/api/v1', { 'x-runagents-api-key': 'other' }, 401],
    ['/api/v1', {}, 401],
    ['/api/v1/workspaces/w', { 'x-runagents-api-key': 'ra_ws_1' }, 200],
    ['/api/v1/workspaces/w', {}, 401],
  ])('%s %j → %i', async (base, headers, status) => {
    const answer = await call(`${base}/policies`, { headers })
    expect(answer.status).toBe(status)
    if (status === 401) expect(answer.body).toEqual({ error: expect.any(String) })
  })

  test('a key that was set is the only one', async () => {
    for (const [key, status] of [
      ['right', 200],
      ['wrong', 401],
    ] as const) {
      const headers = { authorization: `Bearer ${key}` }
      expect((await call('/api/policies', { headers }, { apiKey: 'right' })).status).toBe(status)
    }
  })
})

describe('method and path → status', () => {
  test.each([
    ['GET', '/api/policies', 200],
    ['GET', '/api/policies/p', 200],
    ['GET', '/api/policies/q', 404],
    ['PATCH', '/api/policies/p', 405],
    ['DELETE', '/api/policies', 405],
    ['GET', '/api/policies/translate', 405],
    ['POST', '/api/policies/p', 405],
    ['POST', '/api/tools', 405],
    ['GET', '/api/nothing', 404],
    ['GET', '/api/policies/', 404],
    ['GET', '/api/policies/p/x', 404],
    ['GET', '/policies', 404],
    ['GET', '/api/constructor', 404],
    ['GET', '/api/policies/%zz', 400],
    ['GET', '/api/v2/policies', 404],
  ])('%s %s → %i', async (method, path, status) => {
    const answer = await call(path, { method })
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.body).toEqual({ error: expect.any(String) })
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/^[A-Z, ]+$/)
  })
})

describe('a body that is refused with 400', () => {
  test.each<[unknown]>([
    ['{'],
    ['[]'],
    ['"x"'],
    [{ spec: SPEC }],
    [{ name: '', spec: SPEC }],
    [{ name: '../agents', spec: SPEC }],
    [{ name: 'translate', spec: SPEC }],
    [{ name: 'a' }],
    [{ name: 'a', spec: [] }],
    [{ name: 'a', spec: {} }],
    [{ name: 'a', spec: { policies: [] } }],
    [{ name: 'a', spec: { policies: ['x'] } }],
    [{ name: 'a', spec: { policies: [{ permission: 'maybe' }] } }],
    [{ name: 'a', spec: { policies: [{ permission: 'deny', operations: 'GET' }] } }],
    [{ name: 'a', spec: { policies: [{ permission: 'deny', resource: 1 }] } }],
    [{ name: 'a', spec: { ...SPEC, approvals: {} } }],
    [{ name: 'a', spec: { ...SPEC, approvals: [1] } }],
    [{ name: 'a', spec: { ...SPEC, approvals: [{ approvers: [] }] } }],
    [{ name: 'a', spec: { ...SPEC, approvals: [{ delivery: { connectors: 'c' } }] } }],
  ])('%j', async (body) => {
    const answer = await call('/api/policies', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: expect.any(String) })
  })

  test('a PUT to another name than that of its body', async () => {
    const body = JSON.stringify({ name: 'q', spec: SPEC })
    expect((await call('/api/policies/p', { method: 'PUT', body })).status).toBe(400)
  })

  test('no text to translate', async () => {
    for (const body of ['{}', '{"text":" "}', ''])
      expect((await call('/api/policies/translate', { method: 'POST', body })).status).toBe(400)
  })

  test('too large: 413', async () => {
    const body = 'x'.repeat(5 * 1024 * 1024)
    expect((await call('/api/policies', { method: 'POST', body })).status).toBe(413)
  })
})

test('a policy is shown as the documented example has it, empties left out', async () => {
  const body = JSON.stringify({ name: 'q', spec: SPEC })
  const created = await call('/api/policies', { method: 'POST', body })
  expect(created.text).toBe(
    '{"name":"q","namespace":"default","spec":{"policies":[{"permission":"deny","tags":["a"]}]},"status":{"ready":true,"message":""}}\n',
  )
  const { text } = await call('/api/policies/p')
  expect(text).toBe(
    '{"name":"p","namespace":"default","spec":{"policies":[{"permission":"deny"}]},"status":{"ready":true,"message":""},"used_by":[{"name":"a","namespace":"default"}]}\n',
  )
})

test('a host that is not this machine is not let in', async () => {
  const { url } = await emulator()
  const { request } = await import('node:http')
  const status = await new Promise((resolve) =>
    request(`${url}/api/policies`, { headers: { ...BEARER, host: 'evil.example' } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).end(),
  )
  expect(status).toBe(421)
})

test('a port that is taken: port-unavailable', async () => {
  const { url } = await emulator()
  const port = Number(new URL(url).port)
  expect(await errorOf(() => startEmulator({ file: null, port }))).toMatchObject({
    code: 'port-unavailable',
    exitStatus: 4,
  })
})
