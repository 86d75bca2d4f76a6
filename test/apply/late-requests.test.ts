import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { type Call, failure } from '../support/servers/fake-store.ts'
import { A, at, DENY, runOnFakeStore, update, WIDER } from './run-on-fake-store.ts'

describe('a request that was given up, and arrives late', () => {
  /**
   * What the first write of an operation would have done is done when somebody
   * waits as long as an answer is waited for; else right after the nth write,
   * which it undoes.
   */
  function late(name: string, arrives: (world: Map<string, Spec>) => void, undoes = Number.NaN) {
    let underWay: Map<string, Spec> | null = null
    let now = 0
    const arrive = (): void => {
      if (underWay !== null) arrives(underWay)
      underWay = null
    }
    const sleep = async (milliseconds: number): Promise<void> => {
      now += milliseconds
      if (milliseconds > 20_000) arrive()
    }
    const isWrite = (call: Call): boolean => call.operation === 'replace' && call.name === name
    const before = (call: Call, state: Map<string, Spec>): unknown => {
      if (!isWrite(call) || call.count > 1) return null
      underWay = state
      return failure('lost')
    }
    const after = (call: Call): void => {
      if (isWrite(call) && call.count === undoes) arrive()
    }
    return { store: { before, after }, run: { clock: { elapsed: () => now, sleep } } }
  }
  const TAGGED = spec('allow GET https://a.example/* #money')

  test('the interim spec, sent twice: it has arrived before the release is written', async () => {
    const old = spec('allow https://a.example/x/*', 'deny https://a.example/y/*')
    const other = spec('deny https://a.example/x/*', 'allow https://a.example/y/*')
    const next = spec('allow https://b.example/*')
    const tightened: Spec[] = []
    const scene = late('q', (world) => void world.set('q', tightened[0] ?? old), 3)
    const outcome = await runOnFakeStore({
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
    const scene = late('p', (world) => void world.set('p', A))
    const outcome = await runOnFakeStore({
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
    const { store, run } = late('p', (world) => void world.set('p', WIDER))
    const outcome = await runOnFakeStore({ ...update, store, run: { ...run, limits: { attempts: 1 } } })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.result.converged).toBe(true)
  })

  test('nobody waits where nothing follows that it could undo', async () => {
    const { waits } = await runOnFakeStore({ ...update, store: { before: at('replace', failure('lost')) } })
    expect(waits).toEqual([125])
  })
})
