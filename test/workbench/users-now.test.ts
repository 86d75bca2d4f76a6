/** Who has a policy at the moment of its delete. */
import { expect, test } from 'vitest'
import type { LiveBindings } from '../../src/policy/live-bindings.ts'
import { usersNow } from '../../src/workbench/users-now.ts'
import { live, spec } from '../support/builders/specs.ts'

const X = new Set(['default/x'])
const PLANNED: LiveBindings = { source: 'config', agents: X, pairs: [], configured: X, gone: [] }

type Config = readonly string[] | null | Error

/** A workspace whose one agent has what `configs` says, look by look; an error is a look that fails. */
function workspace(configs: readonly Config[], planned: Partial<LiveBindings> = {}) {
  let looks = 0
  let arrive = (): void => {}
  const reads = {
    list: async () => live({ a: spec('deny'), b: spec('deny') }, {}),
    unreadable: () => [],
    get: async () => null,
    tools: async () => null,
    connectors: async () => null,
    approvalRequests: async () => [],
    agents: async () => ['default/x'],
    agentPolicies: async () => {
      const config = configs[looks] ?? null
      looks += 1
      arrive()
      if (config instanceof Error) throw config
      return config
    },
  }
  return {
    ask: usersNow(reads, { ...PLANNED, ...planned }),
    looks: () => looks,
    /** Called while the next look is under way. */
    meanwhile: (deed: () => void) => {
      arrive = () => {
        arrive = () => {}
        deed()
      }
    },
  }
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

test('an agent that was bound since the last look is seen at once', async () => {
  const { ask } = workspace([[], ['a']])
  expect(await ask('a', [])).toEqual([])
  expect(await ask('a', [])).toEqual(['default/x'])
})

test('whoever asks while a look is under way waits for the next one, with all who ask by then', async () => {
  const { ask, looks, meanwhile } = workspace([[], ['a', 'b']])
  const late: Promise<readonly string[]>[] = []
  meanwhile(() => {
    late.push(ask('a', []), ask('b', []))
  })
  expect(await ask('a', [])).toEqual([])
  expect(await Promise.all(late)).toEqual([['default/x'], ['default/x']])
  expect(looks()).toBe(2)
})

test('a workspace that had no agents when it was planned is looked at too', async () => {
  const { ask } = workspace([['a']], { source: 'documents', agents: new Set(), configured: new Set() })
  expect(await ask('a', [])).toEqual(['default/x'])
})

test('a configuration that cannot be read leaves what used_by says of the agent', async () => {
  const { ask } = workspace([null])
  expect(await ask('a', ['default/x'])).toEqual(['default/x'])
})

test('where no configuration could be read, only used_by is asked', async () => {
  const { ask, looks } = workspace([['a']], { source: 'used_by', configured: new Set() })
  expect([await ask('a', []), looks()]).toEqual([[], 0])
})
