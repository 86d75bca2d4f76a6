import { expect, test } from 'vitest'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import { reachOf } from '../../src/access/questions/reach.ts'
import { limitReach } from '../../src/answers/limit-reach.ts'
import { spec } from '../support/builders/specs.ts'

/** Five agents with a policy each: one that asks, one that lets through, one that opens, two that read little. */
const POLICIES = {
  asks: spec('ask POST https://a.example/*'),
  free: spec('allow POST https://a.example/*'),
  opens: spec('ask GET https://a.example/*'),
  reads: spec('ask GET https://b.example/1', 'ask GET https://b.example/2'),
  shuts: spec('ask GET https://b.example/3'),
}

function side(policies: Readonly<Record<string, ReturnType<typeof spec>>>): AccessSide {
  const bindings = Object.keys(policies).map((name) => [`default/${name}`, [name]] as const)
  return { policies: new Map(Object.entries(policies)), bindings: new Map(bindings) }
}

const after = side(POLICIES)
const before = side({ ...POLICIES, opens: spec('deny *'), shuts: spec('allow GET https://b.example/3') })
const reach = reachOf({ before, after, tools: null })

function names(most: number): readonly string[] {
  return limitReach(reach, most).reach.rows.map((row) => ('agent' in row ? row.agent.slice(8) : row.policy))
}

test('what fits stays as it is, and nothing is said to be left out', () => {
  expect(limitReach(reach)).toEqual({ reach, omitted: null })
})

test('of too much the riskiest rows stay: what opened, what was shut, what is free; the rest is counted', () => {
  expect(names(2)).toEqual(['opens'])
  expect(names(6)).toEqual(['opens', 'shuts'])
  expect(names(8)).toEqual(['free', 'opens', 'shuts'])
  expect(limitReach(reach, 8).omitted).toEqual({ rows: 2 })
})

test('what stays is whole, and no part is of a row that went', () => {
  const { rows, grants, before: former, changes } = limitReach(reach, 8).reach
  for (const parts of [grants, former, changes])
    for (const part of parts) {
      expect(part.rows.length).toBeGreaterThan(0)
      expect(Math.max(...part.rows)).toBeLessThan(rows.length)
    }
  const at = rows.findIndex((row) => 'agent' in row && row.agent === 'default/free')
  expect(grants.filter((grant) => grant.rows.includes(at)).map(({ part }) => part.resource)).toEqual([
    'https://a.example/*',
  ])
})
