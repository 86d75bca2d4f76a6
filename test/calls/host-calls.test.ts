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

test('more origins than anybody looks at are one', () => {
  const table = new HostTable()
  for (let host = 0; host < 10_003; host += 1) table.add(0, table.numberOf(`https://h${host}.example/`))
  table.add(0, table.numberOf('https://h1.example/'))
  const counted = table.counted(['d/one'])
  expect(counted).toHaveLength(10_001)
  expect(counted.filter(({ calls }) => calls !== 1)).toEqual([
    { agent: 'd/one', origin: 'https://h1.example', calls: 2 },
    { agent: 'd/one', origin: '', calls: 3 },
  ])
})
