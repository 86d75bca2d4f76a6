import { RETRIES, type Retries } from '../diagnostic/retries.ts'
import type { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Blocked, Phase, Step } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policies } from '../policy/policy.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { Mismatch } from './mismatch.ts'
import type { Refusing } from './refusal.ts'

/** The effects that a run needs, passed in by the caller, clock and randomness included. */
export interface RunContext {
  readonly store: PolicyStore
  readonly clock: RunClock
  /** [0, 1), for jitter. */
  readonly random: () => number
  /** Aborted: finish the requests in flight, and report. */
  readonly stop: AbortSignal
  /** Aborted: report at once. */
  readonly kill: AbortSignal
  readonly onTrouble?: OnTrouble
  /** Called with the reason for a pause. */
  readonly onNotice?: (text: string) => void
}

/** Called with a failure after which the request is repeated. */
export type OnTrouble = (failure: StoreFailure) => void

export interface RunClock {
  /** Milliseconds, never going back. */
  elapsed(): number
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** `attempts` is for one write, or one read. */
export interface Limits extends Retries {
  /** The number of parallel writes at the start. */
  readonly writers: number
  readonly mostWriters: number
  /** The longest time that a request which was given up may still take to arrive; milliseconds. */
  readonly grace: number
  /** The longest time that the server may take until a written policy is ready; milliseconds. */
  readonly readiness: number
}

export const DEFAULT_LIMITS: Limits = {
  writers: 8,
  mostWriters: 32,
  ...RETRIES.write,
  // Equal to the header timeout in store/dispatcher.ts: a proxy may hold a request about as long.
  grace: 30_000,
  readiness: 60_000,
}

export interface RunInput extends RunContext, Refusing {
  readonly steps: readonly Step[]
  /** A step without a write in any phase is blocked, and not run. */
  readonly phases: readonly Phase[]
  readonly blocked: readonly Blocked[]
  /** The list that the plan was made from. A run without writes uses it to see whether all policies are ready. */
  readonly live: readonly LivePolicy[]
  /** Policies without a step; the list at the end has to show them unchanged. */
  readonly unchanged: Policies
  /** Live policies that cannot be read: with any of them the run does not count as converged. */
  readonly uncompared: readonly Mismatch[]
  /** Called between two phases. False if another run may write too: then the run stops, and tightened policies stay tightened. */
  readonly mayGoOn?: () => Promise<boolean>
  readonly limits?: Partial<Limits>
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  /** The number of writes that are over, of `total`. */
  readonly done: number
  readonly total: number
  readonly failed: number
  /** The present number of parallel writes. */
  readonly writers: number
}
