import { expect, test } from 'vitest'
import { unknownAgentsIn } from '../../src/answers/call-counts.ts'
import { OTHERS, UnknownAgentCalls } from '../../src/calls/unknown-agent-calls.ts'
import { unknownAgentsWords } from '../../src/words/replay-words.ts'
import { plainText } from '../../src/words/span.ts'

test('names beyond the first 100,000 are counted together, and no call is lost', () => {
  const counted = new UnknownAgentCalls()
  for (let agent = 0; agent < 100_050; agent += 1) counted.add(`agent-${agent}`)
  counted.add('agent-7')
  counted.add('agent-100049')
  expect([counted.calls.size, counted.calls.get('agent-7'), counted.calls.get(OTHERS)]).toEqual([
    100_001, 2, 51,
  ])
})

test('names that are long are held as long as there is room for them', () => {
  const counted = new UnknownAgentCalls()
  for (let agent = 0; agent < 12; agent += 1) counted.add(`${agent}`.padEnd(1_000_000, 'x'))
  expect([counted.calls.size, counted.calls.get(OTHERS)]).toEqual([11, 2])
})

test('those who are counted together stand at the end, and are told as others', () => {
  const calls = new Map([
    ['a', 1],
    ['b', 2],
    [OTHERS, 9],
  ])
  const unknownAgents = unknownAgentsIn({ unknownAgents: calls })
  expect(unknownAgents).toEqual([
    { agent: 'b', calls: 2 },
    { agent: 'a', calls: 1 },
    { agent: OTHERS, calls: 9 },
  ])
  const words = unknownAgentsWords({ unknownAgents }, { ambiguous: new Map() })
  expect(plainText(words ?? [])).toBe(
    '12 calls of 2 agents and others that no binding names, so they are not judged: b (2), a (1)',
  )
})
