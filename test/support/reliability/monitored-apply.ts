/**
 * Applies plans to an emulated workspace with the monitor in the server: after
 * every single write it evaluates all requests of its universe for every set
 * of policies, and remembers the first decision that neither side would make.
 * And it holds what a run says against what the server has.
 */
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { startEmulator } from '../../../src/emulator/start-emulator.ts'
import { intentOf } from '../../../src/plan/intent-of.ts'
import { isSameSpec } from '../../../src/policy/canonical.ts'
import type { Policies, Spec } from '../../../src/policy/policy.ts'
import type { PolicyStore } from '../../../src/store/policy-store.ts'
import { anySpec } from '../builders/specs.ts'
import { Death, dying } from './dying-store.ts'
import { decisions, holeIn } from './monitor.ts'
import {
  type Arrangement,
  DELAY,
  type Intents,
  openStoreWithShortTimeout,
  planFor,
  runOnce,
} from './run-on-emulator.ts'

/** Both versions of each policy; null: absent. */
export type Versions = readonly (readonly [before: Spec | null, after: Spec | null])[]

const version = fc.option(anySpec, { freq: 4 })
export const anyVersions: fc.Arbitrary<Versions> = fc.array(fc.tuple(version, version), {
  minLength: 1,
  maxLength: 4,
})

interface MonitoredOptions extends Arrangement {
  readonly faults?: string
  /** The process dies when it is about to send its nth write; then it is run again. */
  readonly dieAt?: number
  /** After it died, the old version is what is wanted again. */
  readonly turnsBack?: boolean
}

interface Monitored {
  /** What was let through, null for nothing. */
  readonly hole: string | null
  /** Whether a run said so. */
  readonly isConverged: boolean
  /** Whether the server had what was wanted when it was said, and still had when everything delayed had arrived. */
  readonly isTrue: boolean
  readonly writes: number
  readonly runs: number
}

const MOST_RUNS = 40

export async function applyMonitored(versions: Versions, options: MonitoredOptions = {}): Promise<Monitored> {
  const sides = { old: sideOf(versions, 0), now: sideOf(versions, 1) }
  const { server, seen } = await monitoredServer(versions, options)
  const store = openStoreWithShortTimeout(server.url)
  const { wanted, ...said } = await runUntilConverged({ store, ...sides }, options)
  const isTrueAtOnce = isSame(await server.policies(), wanted)
  await store.close()
  // What is delayed arrives before this is over.
  await server.close()
  return { ...said, isTrue: isTrueAtOnce && isSame(await server.policies(), wanted), ...seen() }
}

async function monitoredServer(versions: Versions, { faults = '' }: MonitoredOptions) {
  const names = versions.map((_, index) => `p${index + 1}`)
  const old = sideOf(versions, 0)
  const [before, after] = [decisions(old, names), decisions(sideOf(versions, 1), names)]
  let hole: string | null = null
  let writes = 0
  const onWrite = (state: Policies): void => {
    writes += 1
    hole ??= holeIn(decisions(state, names), before, after)
  }
  const policies = [...old].map(([name, spec]) => ({ name, spec }))
  const server = await startEmulator({ file: null, data: { formatVersion: 1, policies }, onWrite, faults })
  return { server, seen: () => ({ hole, writes }) }
}

interface Scene {
  readonly store: PolicyStore
  readonly old: Policies
  readonly now: Policies
}

async function runUntilConverged({ store, old, now }: Scene, options: MonitoredOptions) {
  const { faults, dieAt, turnsBack } = options
  let pending: Intents = new Map()
  let wanted = now
  for (let runs = 1; ; runs += 1) {
    const plan = await planFor(store, { applied: old, pending, files: wanted })
    pending = merged(pending, intentOf(plan))
    const mortal = runs === 1 && dieAt !== undefined ? dying(store, dieAt) : store
    const outcome = await runOnce(plan, mortal, options).catch(survived)
    if (outcome?.result.converged === true) return { isConverged: true, runs, wanted }
    const isLast = faults === undefined && outcome !== null
    if (isLast || runs === MOST_RUNS) return { isConverged: false, runs, wanted }
    if (outcome === null && turnsBack === true) wanted = old
    // Whoever unlocks after a crash is not faster than what the dead run had sent (docs/reliability.md).
    if (outcome === null) await wait(DELAY)
  }
}

function survived(error: unknown): null {
  if (error instanceof Death) return null
  throw error
}

export function isSame(a: Policies, b: Policies): boolean {
  return a.size === b.size && [...a].every(([name, spec]) => isSameSpec(spec, b.get(name) ?? null))
}

export function sideOf(versions: Versions, side: 0 | 1): Policies {
  return new Map(
    versions.flatMap((pair, index) => {
      const spec = pair[side]
      return spec === null ? [] : [[`p${index + 1}`, spec] as const]
    }),
  )
}

function merged(a: Intents, b: Intents): Intents {
  const all = new Map(a)
  for (const [name, specs] of b) all.set(name, [...(all.get(name) ?? []), ...specs])
  return all
}
