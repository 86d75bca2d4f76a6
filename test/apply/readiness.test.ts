/** A policy that the server cannot use decides nothing: a run waits for it, and does not call it done. */
import { describe, expect, test } from 'vitest'
import type { Readiness } from '../../src/policy/live-policy.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { create, type FakeRun, runOnFakeStore, update } from './run-on-fake-store.ts'

const A = spec('allow GET https://a.example/*')

/** Ready from its nth look on. */
const readyAfter =
  (count: number) =>
  (_name: string, looks: number): Readiness => ({ isReady: looks >= count, message: 'compiling' })

function scene(from: FakeRun, readiness: (name: string, looks: number) => Readiness): FakeRun {
  return { ...from, store: { readiness } }
}

describe('after a write', () => {
  test('ready in the third list: waited for, told once, applied', async () => {
    const notices: string[] = []
    const outcome = await runOnFakeStore({
      ...scene(update, readyAfter(3)),
      run: { onNotice: (text) => void notices.push(text) },
    })
    expect(outcome.told).toEqual(['p applied 1'])
    expect(outcome.waits).toEqual([1000, 2000])
    expect(outcome.result.converged).toBe(true)
    expect(notices).toEqual(['waiting up to 60 s for the server to be ready with p'])
  })

  test('never: failed with what the server says, after a bounded time', async () => {
    const outcome = await runOnFakeStore(scene(create, readyAfter(Number.POSITIVE_INFINITY)))
    expect(outcome.told).toEqual(['p failed 1 written, and after 60 s it is not ready: compiling'])
    expect(outcome.result.converged).toBe(false)
    expect(outcome.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(60_000)
  })

  test('a tighten that is not ready protects nobody: nothing is released', async () => {
    const outcome = await runOnFakeStore({
      now: {
        p: spec('allow GET https://x.example/*', 'deny GET https://y.example/*'),
        q: spec('deny GET https://x.example/*', 'allow GET https://y.example/*'),
      },
      files: { p: spec('allow GET https://z.example/*'), q: spec('allow GET https://z.example/*') },
      store: { readiness: (name) => ({ isReady: name !== 'q', message: 'no' }) },
    })
    expect(outcome.told).toEqual([
      'p not-run 0 not written: the run ended before',
      'q failed 1 written, and after 60 s it is not ready: no',
    ])
  })

  test('a server that does not say is believed', async () => {
    expect((await runOnFakeStore(update)).result.converged).toBe(true)
  })

  test('what is not changed and not ready is told, and nothing is proven', async () => {
    const { differences, result } = await runOnFakeStore({
      now: { p: A, q: A },
      files: { p: spec('deny GET https://a.example/*'), q: A },
      store: { readiness: (name) => ({ isReady: name !== 'q', message: '' }) },
      run: { unchanged: new Map([['q', A]]) },
    })
    expect(differences).toEqual([{ policy: 'q', message: 'it is not ready: the server does not say why' }])
    expect(result.converged).toBe(false)
  })
})

test('on the command line: exit 1, also in the next run, which has nothing to write', async () => {
  const project = await projectWith({ files: { a: A }, emulator: { faults: 'not-ready:a' } })
  const first = await project.run('apply', '--yes')
  expect([first.status, first.stdout]).toEqual([
    1,
    expect.stringContaining('it is not ready: the policy does not compile'),
  ])
  const again = await project.run('apply', '--yes')
  expect(again.status).toBe(1)
  expect(again.stdout).toContain('! a   it is not ready: the policy does not compile; not part of this plan')
  expect(again.stdout).not.toContain('Nothing to do')
})
