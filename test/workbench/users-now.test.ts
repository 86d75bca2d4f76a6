/** Who has a policy at the moment of its delete. */
import { expect, test } from 'vitest'
import { usersNow } from '../../src/workbench/users-now.ts'
import { live, spec } from '../support/specs.ts'
import { virtualClock } from '../support/virtual-clock.ts'

const PLANNED = { source: 'config', agents: new Set(['default/x']), pairs: [], gone: [] } as const

/** A workspace whose one agent has what `configs` says, look by look; an error is a look that fails. */
function workspace(configs: readonly (readonly string[] | Error)[]) {
  let looks = 0
  const reads = {
    list: async () => live({ a: spec('deny'), b: spec('deny') }, {}),
    unreadable: () => [],
    get: async () => null,
    tools: async () => null,
    connectors: async () => null,
    agents: async () => ['default/x'],
    agentPolicies: async () => {
      const config = configs[looks] ?? []
      looks += 1
      if (config instanceof Error) throw config
      return config
    },
  }
  const clock = { ...virtualClock(), now: () => new Date(0) }
  return { ask: usersNow({ reads, clock }, PLANNED), clock, looks: () => looks }
}

test('deletes that ask together share one look', async () => {
  const { ask, looks } = workspace([['a']])
  expect(await Promise.all([ask('a', []), ask('b', [])])).toEqual([['default/x'], []])
  expect(looks()).toBe(1)
})

test('a look that failed is not kept: whoever asks again looks again', async () => {
  const { ask, looks } = workspace([new Error('the connection broke'), ['a']])
  await expect(ask('a', [])).rejects.toThrow('the connection broke')
  expect(await ask('a', [])).toEqual(['default/x'])
  expect(looks()).toBe(2)
})

test('an agent that was bound since is seen after five seconds', async () => {
  const { ask, clock } = workspace([[], ['a']])
  expect(await ask('a', [])).toEqual([])
  await clock.sleep(5_001)
  expect(await ask('a', [])).toEqual(['default/x'])
})
