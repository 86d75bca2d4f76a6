import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseEndpoint } from '../../src/store/endpoint.ts'

describe('parseEndpoint: text → base URL, contract', () => {
  test.each([
    ['https://api.runagents.io', 'https://api.runagents.io/api', 'classic'],
    ['https://API.RunAgents.io:443/', 'https://api.runagents.io/api', 'classic'],
    ['https://api.runagents.io/api', 'https://api.runagents.io/api', 'classic'],
    ['https://api.runagents.io/api//', 'https://api.runagents.io/api', 'classic'],
    ['https://acme.runagents.io', 'https://acme.runagents.io/api/v1', 'v1'],
    ['https://t1.try.runagents.io///', 'https://t1.try.runagents.io/api/v1', 'v1'],
    ['https://acme.runagents.io/api/v1', 'https://acme.runagents.io/api/v1', 'v1'],
    ['https://acme.runagents.io/api', 'https://acme.runagents.io/api', 'classic'],
    [
      'https://acme.runagents.io/workspaces/payments/',
      'https://acme.runagents.io/api/v1/workspaces/payments',
      'v1',
    ],
    ['https://api.runagents.io/workspaces/a', 'https://api.runagents.io/api/v1/workspaces/a', 'v1'],
    ['https://acme.runagents.io/workspaces', 'https://acme.runagents.io/workspaces', 'classic'],
    [
      'https://acme.runagents.io/api/v1/workspaces/payments',
      'https://acme.runagents.io/api/v1/workspaces/payments',
      'v1',
    ],
    ['https://gateway.acme.example/run/agents', 'https://gateway.acme.example/run/agents', 'classic'],
    ['http://localhost:8092', 'http://localhost:8092/api/v1', 'v1'],
    ['http://localhost:8092/api', 'http://localhost:8092/api', 'classic'],
    ['  https://acme.runagents.io/api \n', 'https://acme.runagents.io/api', 'classic'],
    ['https://acme.runagents.io/a/%2e%2e/api', 'https://acme.runagents.io/api', 'classic'],
  ])('%j → %s, %s', (text, baseUrl, contract) => {
    expect(parseEndpoint(text)).toMatchObject({ baseUrl, contract })
  })

  test('is stable: a base URL means itself', () => {
    for (const text of ['https://a.example', 'https://a.example/workspaces/b', 'https://api.runagents.io']) {
      const { baseUrl } = parseEndpoint(text)
      expect(parseEndpoint(baseUrl).baseUrl).toBe(baseUrl)
    }
  })
})

describe('parseEndpoint: loopback', () => {
  test.each([
    ['http://localhost', true],
    ['http://127.0.0.1:8092/api', true],
    ['http://127.8.9.1', true],
    ['http://127.1', true],
    ['http://[::1]:1', true],
    ['https://localhost', true],
    ['https://localhost.acme.example', false],
    ['https://127.0.0.1.acme.example', false],
    ['https://acme.example/localhost', false],
  ])('%s → %s', (text, isLoopback) => {
    expect(parseEndpoint(text).isLoopback).toBe(isLoopback)
  })
})

describe('parseEndpoint: refused with endpoint-invalid', () => {
  test.each([
    ['', 'not an http(s) URL'],
    ['acme.runagents.io', 'not an http(s) URL'],
    ['localhost:8092', 'not an http(s) URL'],
    ['ftp://acme.runagents.io', 'not an http(s) URL'],
    ['file:///etc/passwd', 'not an http(s) URL'],
    ['https://', 'not an http(s) URL'],
    ['https://acme.run\nagents.io', 'not an http(s) URL'],
    ['https://acme.run\u200bagents.io', 'not an http(s) URL'],
    ['https://user:sesame@acme.runagents.io', 'credentials'],
    ['https://sesame@acme.runagents.io', 'credentials'],
    ['https://acme.runagents.io/api?x=1', 'query'],
    ['https://acme.runagents.io/api?', 'query'],
    ['https://acme.runagents.io/api#', 'fragment'],
    ['http://acme.runagents.io', 'clear text'],
    ['http://127.0.0.1.acme.example', 'clear text'],
    ['http://localhost.acme.example', 'clear text'],
    ['http://10.0.0.1', 'clear text'],
  ])('%j: %s', (text, fact) => {
    const error = errorOf(() => parseEndpoint(text))
    expect(error).toMatchObject({ code: 'endpoint-invalid', exitStatus: 4 })
    expect(error.message).toContain(fact)
    expect(`${error.message} ${error.hint}`).not.toContain('sesame')
  })
})

function errorOf(run: () => unknown): PolicyctlError {
  try {
    run()
  } catch (error) {
    if (error instanceof PolicyctlError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
