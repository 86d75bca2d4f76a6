/** kill -9 at any request: whatever it left, `unlock` and running again finish the job, and nobody is blamed for it. */
import type { ChildProcess } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { anyVersions } from '../support/reliability/monitored-apply.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runs } from '../support/suite/soak.ts'
import { applyInChaos } from './chaos.ts'

const X = 'https://a.example/x/*'
const Y = 'https://a.example/y/*'
const KEEP = spec('allow https://keep.example/*')
const OLD = {
  p: spec(`allow ${X}`, `deny ${Y}`),
  q: spec(`deny ${X}`, `allow ${Y}`),
  gone: spec(`allow ${X}`),
  keep: KEEP,
}
const NOW = { p: spec(`allow ${Y}`), q: spec(`ask ${X}`), come: spec(`ask ${Y}`), keep: KEEP }

async function killedAt(request: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<Record<string, Spec>> {
  let child: ChildProcess | null = null
  let seen = 0
  const project = await projectWith({
    files: OLD,
    emulator: {
      onRequest: () => {
        seen += 1
        if (child !== null && seen === request) child.kill(signal)
      },
    },
  })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ p: NOW.p, q: NOW.q, come: NOW.come, gone: null })
  seen = 0
  const killed = await runCli(['apply', '--yes', '--target', 'production'], {
    cwd: project.root,
    env: { RUNAGENTS_API_KEY: 'key' },
    onStart: (started) => {
      child = started
    },
  })
  // What was killed never says that it is done, unless it was.
  if (killed.status === 0) expect(await project.live()).toEqual(NOW)
  child = null
  if (signal === 'SIGKILL') await project.run('unlock', '--yes')
  const again = await project.run('apply', '--yes')
  expect({ status: again.status, text: again.stdout }).toMatchObject({ status: 0 })
  const verified = await project.run('verify')
  expect({ status: verified.status, text: verified.stdout }).toMatchObject({ status: 0 })
  return project.live()
}

describe('killed at a request, then unlock and apply', () => {
  const requests = Array.from({ length: runs(2, 40) }, (_, index) => 4 + ((index * 5) % 14))
  test.each(requests)(
    'kill -9 at request %i: finished, nothing lost, no orphan, no false live edit',
    async (request) => {
      expect(await killedAt(request, 'SIGKILL')).toEqual(NOW)
    },
  )

  test('SIGTERM: ends by itself, gives the lock back, and running again finishes', async () => {
    expect(await killedAt(4, 'SIGTERM')).toEqual(NOW)
  })
})

test('kill -9 at random moments, under 30 % faults: nothing is opened or lost, and nobody lies', async () => {
  let killed = 0
  const chaos = fc.record({
    seed: fc.nat(),
    moments: fc.array(fc.integer({ min: 100, max: 2_000 }), { minLength: 1, maxLength: 3 }),
  })
  const property = fc.asyncProperty(anyVersions, chaos, async (versions, how) => {
    const { killed: times, ...end } = await applyInChaos(versions, how)
    killed += times
    expect(end).toEqual({ hole: null, lies: [], isArrived: true, isRestKept: true, hasDrift: false })
  })
  const numRuns = runs(2, 100)
  await fc.assert(property, { numRuns })
  expect(killed).toBeGreaterThan(numRuns / 4)
})
