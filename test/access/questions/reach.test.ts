import { expect, test } from 'vitest'
import { byOrigin, originsOf } from '../../../src/access/questions/by-origin.ts'
import { reachOf } from '../../../src/access/questions/reach.ts'
import { whoCan } from '../../../src/access/questions/who-can.ts'
import type { Rule } from '../../../src/policy/policy.ts'

const AGENT = 'default/a'

function sideOf(...policies: Rule[]) {
  return { policies: new Map([['p', { policies }]]), bindings: new Map([[AGENT, ['p']]]) }
}

const tool = (name: string, baseUrl: string, riskTags: readonly string[] = []) => ({
  name,
  baseUrl,
  riskTags,
  capabilities: [],
})

test('what no tool serves gets through nowhere; that it was opened is told all the same', () => {
  const before = sideOf({ permission: 'allow', resource: 'https://a.example/*' })
  const after = sideOf(
    { permission: 'allow', resource: 'https://a.example/*' },
    { permission: 'allow', resource: 'https://b.example/*' },
    { permission: 'allow', resource: 'https://c.example/*', tags: ['money'] },
  )
  const tools = [tool('a', 'https://a.example'), tool('c', 'https://c.example', ['other'])]
  const reached = (known: typeof tools | null) => {
    const { grants, changes } = reachOf({ before, after, tools: known })
    return [grants, changes].map((list) => list.map(({ origin }) => origin).sort())
  }
  const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example']
  expect(reached(null)).toEqual([
    [a, b, c],
    [b, c],
  ])
  expect(reached(tools)).toEqual([[a], [b, c]])
  expect(reached([...tools, tool('b', 'https://b.example')])).toEqual([
    [a, b],
    [b, c],
  ])
})

test('a host that only the overlap of two patterns has is a column, and no part is lost', () => {
  const side = sideOf(
    { permission: 'allow', resource: 'https://a.*/v1/x' },
    { permission: 'deny', resource: 'https://*.example/*' },
    { permission: 'approval_required', resource: 'https://a.example/v1/*' },
  )
  const grants = whoCan({ method: '*', pattern: '*' }, side)
  expect(
    originsOf([], [{ resource: 'https://a.example/v1/x' }, { resource: 'https://*.example/*' }]),
  ).toEqual(['https://a.example'])
  const origins = originsOf([side], grants)
  const placed = grants.flatMap((grant) => byOrigin(grant, origins))
  expect(placed.map(({ origin }) => origin)).toContain(null)
  expect(placed.length).toBeGreaterThanOrEqual(grants.length)
})
