import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { type Call, failure } from '../support/fake-store.ts'
import { A, at, DENY, runScene, update, WIDER } from '../support/run-scene.ts'
import { spec } from '../support/specs.ts'

describe('a request that was given up, and arrives late', () => {
  /** What the nth write of an operation would have done is done when somebody waits as long as an answer is waited for. */
  function late(operation: Call['operation'], name: string, arrives: (world: Map<string, Spec>) => void) {
    let world: Map<string, Spec> | null = null
    let now = 0
    const sleep = async (milliseconds: number): Promise<void> => {
      now += milliseconds
      if (milliseconds > 20_000 && world !== null) arrives(world)
    }
    const before = (call: Call, state: Map<string, Spec>): unknown => {
      if (call.operation !== operation || call.name !== name || call.count > 1) return null
      world = state
      return failure('lost')
    }
    return { store: { before }, run: { clock: { elapsed: () => now, sleep } } }
  }
  const TAGGED = spec('allow GET https://a.example/* #money')

  test('the meet, sent twice: it has arrived before the release is written', async () => {
    const old = spec('allow https://a.example/x/*', 'deny https://a.example/y/*')
    const other = spec('deny https://a.example/x/*', 'allow https://a.example/y/*')
    const next = spec('allow https://b.example/*')
    const tightened: Spec[] = []
    const scene = late('replace', 'q', (world) => void world.set('q', tightened[0] ?? old))
    const outcome = await runScene({
      now: { p: old, q: other },
      files: { p: next, q: next },
      ...scene,
      store: {
        ...scene.store,
        stores: (sent) => {
          tightened.push(sent)
          return sent
        },
      },
    })
    expect(outcome.told).toEqual(['p applied 1', 'q applied 3'])
    expect(outcome.result.converged).toBe(true)
    expect(Object.fromEntries(outcome.store.world)).toEqual({ p: next, q: next })
  })

  test('what was put back is looked at again after it', async () => {
    const scene = late('replace', 'p', (world) => void world.set('p', A))
    const outcome = await runScene({
      now: { p: DENY },
      files: { p: TAGGED },
      ...scene,
      store: { ...scene.store, stores: (sent) => (sent.policies[0]?.permission === 'deny' ? DENY : A) },
    })
    expect(outcome.told).toEqual([
      expect.stringMatching(
        /^p failed 4 the server dropped .* put back; then after the write the workspace lacks .* the old spec was put back$/,
      ),
    ])
    expect(outcome.result.converged).toBe(false)
  })

  test('one that ended the run is counted where the last list shows it', async () => {
    const { store, run } = late('replace', 'p', (world) => void world.set('p', WIDER))
    const outcome = await runScene({ ...update, store, run: { ...run, limits: { attempts: 1 } } })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })

  test('nobody waits where nothing follows that it could undo', async () => {
    const { waits } = await runScene({ ...update, store: { before: at('replace', failure('lost')) } })
    expect(waits).toEqual([125])
  })
})
