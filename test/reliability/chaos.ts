/**
 * The real command line under random faults, killed with -9 at random moments,
 * unlocked and run again until it says that it is done; with the monitor in
 * the server.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Policies, Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { decisions, holeIn } from '../support/reliability/monitor.ts'
import { sideOf, type Versions } from '../support/reliability/monitored-apply.ts'
import { runCli } from '../support/run/run-cli.ts'

export interface Chaos {
  readonly seed: number
  /** Milliseconds after the start at which runs are killed, a run each. */
  readonly moments: readonly number[]
}

export interface ChaosEnd {
  /** What was let through, null for nothing. */
  readonly hole: string | null
  /** Runs that said that all is done while the server had something else. */
  readonly lies: readonly string[]
  readonly isArrived: boolean
  /** What nobody managed, and what was not to be changed, is as it was. */
  readonly isRestKept: boolean
  readonly hasDrift: boolean
  readonly killed: number
}

const DELAY = 150
const FAULTS = `429:5%,500:5%,503:5%,drop-before:5%,drop-after:5%,delay:5%,delay-ms=${DELAY},retry-after=0`
const KEPT = spec('allow GET https://keep.example/*')
const REST = { keep: KEPT, unmanaged: spec('deny https://foreign.example/*') }
const MOST_RUNS = 60

export async function applyInChaos(versions: Versions, { seed, moments }: Chaos): Promise<ChaosEnd> {
  const [old, now] = [sideOf(versions, 0), sideOf(versions, 1)]
  const watched = monitored(versions)
  const project = await projectWith({
    files: { ...Object.fromEntries(old), keep: KEPT },
    live: { unmanaged: REST.unmanaged },
    config: 'safety: { maxDeletes: 9 }\nchecks: { "*": off }\n',
    emulator: { faults: `${FAULTS},seed=${seed}`, onWrite: watched.onWrite },
  })
  const lies: string[] = []
  const isThere = async (side: Policies) =>
    isWith(await project.live(), { ...Object.fromEntries(side), ...REST })
  const arrive = async (side: Policies): Promise<void> => {
    for (let runs = 0; runs < MOST_RUNS; runs += 1) {
      const { status, stdout } = await project.run('apply', '--yes')
      if (status === 0 && !(await isThere(side))) lies.push(stdout)
      if (status === 0) return
    }
  }
  await arrive(old)
  watched.begin()
  project.edit(Object.fromEntries(versions.map(([, after], index) => [`p${index + 1}`, after])))
  let killed = 0
  for (const moment of moments) {
    const result = await killedAfter(moment, project.root)
    if (result.signal === 'SIGKILL') killed += 1
    if (result.status === 0 && !(await isThere(now))) lies.push(result.stdout)
    // What the dead run had sent arrives before anybody unlocks (docs/reliability.md).
    await wait(2 * DELAY)
    await project.run('unlock', '--yes')
  }
  await arrive(now)
  const live = await project.live()
  return {
    hole: watched.hole(),
    lies,
    isArrived: await isThere(now),
    isRestKept: isSameSpec(live.keep ?? null, KEPT) && isSameSpec(live.unmanaged ?? null, REST.unmanaged),
    hasDrift: await hasDrift(project.run),
    killed,
  }
}

function monitored(versions: Versions) {
  const names = versions.map((_, index) => `p${index + 1}`)
  const [before, after] = [decisions(sideOf(versions, 0), names), decisions(sideOf(versions, 1), names)]
  let hole: string | null = null
  let isWatching = false
  return {
    begin: () => {
      isWatching = true
    },
    onWrite: (state: Policies) => {
      if (isWatching) hole ??= holeIn(decisions(state, names), before, after)
    },
    hole: () => hole,
  }
}

function killedAfter(moment: number, cwd: string) {
  return runCli(['apply', '--yes', '--target', 'production'], {
    cwd,
    env: { RUNAGENTS_API_KEY: 'key' },
    onStart: (child) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), moment)
      child.on('close', () => clearTimeout(timer))
    },
  })
}

function isWith(live: Readonly<Record<string, Spec>>, wanted: Readonly<Record<string, Spec>>): boolean {
  const names = new Set([...Object.keys(live), ...Object.keys(wanted)])
  return [...names].every((name) => isSameSpec(live[name] ?? null, wanted[name] ?? null))
}

/** Asked until the server answers. */
async function hasDrift(run: Awaited<ReturnType<typeof projectWith>>['run']): Promise<boolean> {
  for (let tries = 0; tries < MOST_RUNS; tries += 1) {
    const { status } = await run('drift', '--exit-code')
    if (status !== 4) return status !== 0
  }
  return true
}
