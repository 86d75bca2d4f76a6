import { expect, test } from 'vitest'
import { HostTable } from '../../src/calls/host-calls.ts'

test('calls are counted by agent and origin', () => {
  const table = new HostTable()
  const calls = [
    ['https://a.example/v1/x', 0],
    ['https://a.example/v1/y', 0],
    ['https://a.example', 1],
    ['http://a.example/', 1],
    ['https://a.example:8443/', 2],
  ] as const
  for (const [url, agent] of calls) table.add(agent, table.numberOf(url))
  expect(table.counted(['d/one', 'd/two', 'd/three'])).toEqual([
    { agent: 'd/one', origin: 'https://a.example', calls: 2 },
    { agent: 'd/two', origin: 'https://a.example', calls: 1 },
    { agent: 'd/two', origin: 'http://a.example', calls: 1 },
    { agent: 'd/three', origin: 'https://a.example:8443', calls: 1 },
  ])
})
