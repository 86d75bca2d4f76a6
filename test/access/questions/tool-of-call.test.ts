import { describe, expect, test } from 'vitest'
import { toolOfCall, withTool } from '../../../src/access/questions/tool-of-call.ts'
import type { Tool } from '../../../src/policy/tool.ts'

const tool = (name: string, baseUrl: string, more: Partial<Tool> = {}): Tool => ({
  name,
  baseUrl,
  riskTags: [],
  capabilities: [],
  ...more,
})
const capability = (name: string, method: string, path: string, riskTags: readonly string[] = []) => ({
  name,
  method,
  path,
  riskTags,
})

const STRIPE = tool('stripe', 'https://api.stripe.com/v1', {
  riskTags: ['financial'],
  capabilities: [
    capability('refund', 'POST', '/refunds', ['payout']),
    capability('charge', 'GET', '/charges/{id}'),
    capability('files', '', '/files/*'),
    capability('anything', '', ''),
  ],
})
const HR = tool('hr', 'http://HR.example:8080')
const DRIVE = tool('drive', 'https://www.googleapis.com/drive')
const CALENDAR = tool('calendar', 'https://www.googleapis.com/calendar')
const TOOLS = [STRIPE, HR, DRIVE, CALENDAR]

describe('the tool of a call', () => {
  test.each([
    ['its host, whatever scheme and port', 'GET https://hr.example/leave', 'hr'],
    ['the longest base path', 'GET https://www.googleapis.com/calendar/v3/events', 'calendar'],
    ['a base path is whole segments', 'GET https://www.googleapis.com/calendars', 'several'],
    ['a host that is part of another', 'GET https://api.stripe.com.evil.example/', 'unregistered'],
    ['a host below another', 'GET https://eu.api.stripe.com/', 'unregistered'],
    ['a path outside the base', 'GET https://api.stripe.com/v2', 'stripe'],
  ])('%s', (_what, call, expected) => {
    const [method = '', url = ''] = call.split(' ')
    const found = toolOfCall({ method, url }, TOOLS)
    expect(found.state === 'found' ? found.tool.name : found.state).toBe(expected)
  })

  test.each([
    ['nobody could look', null],
    ['a workspace without tools', []],
    ['one of them does not say where it is', [HR, tool('odd', '')]],
  ])('unread: %s', (_what, tools) => {
    expect(toolOfCall({ method: 'GET', url: 'https://a.example/' }, tools)).toEqual({ state: 'unread' })
  })
})

const BARE = { tags: [], tool: null, capability: null }

describe('the request with its tool', () => {
  test.each([
    ['POST', '/v1/refunds', 'refund', ['financial', 'payout']],
    ['post', '/v1/refunds?x=1', 'refund', ['financial', 'payout']],
    ['GET', '/v1/refunds', null, ['financial']],
    ['GET', '/v1/charges/ch_1', 'charge', ['financial']],
    ['GET', '/v1/charges/ch_1/refund', null, ['financial']],
    ['DELETE', '/v1/files/a/b', 'files', ['financial']],
  ])('%s %s: capability %s', (method, path, expected, tags) => {
    const request = { ...BARE, method, url: `https://api.stripe.com${path}` }
    expect(withTool(request, toolOfCall(request, TOOLS))).toEqual({
      ...request,
      tool: 'stripe',
      tags,
      capability: expected,
    })
  })

  test('what was named stands, and nothing of the host’s tool holds for another one', () => {
    const request = { ...BARE, method: 'POST', url: 'https://api.stripe.com/v1/refunds' }
    const of = toolOfCall(request, TOOLS)
    expect(withTool({ ...request, tags: ['own'], capability: 'c' }, of)).toMatchObject({
      tool: 'stripe',
      tags: ['own'],
      capability: 'c',
    })
    expect(withTool({ ...request, tool: 'hr' }, of)).toEqual({ ...request, tool: 'hr' })
  })
})
