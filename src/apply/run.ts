import { RETRIES, type Retries } from '../diagnostic/retries.ts'
import type { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Blocked, Phase, Step } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Policies } from '../policy/policy.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { Mismatch } from './mismatch.ts'
import type { Refusing } from './refusal.ts'

/** The effects that a run needs; nothing here has a clock or a source of chance of its own. */
export interface RunContext {
  readonly store: PolicyStore
  readonly clock: RunClock
  /** [0, 1), for jitter. */
  readonly random: () => number
  /** Aborted: finish what is in flight, and report. */
  readonly stop: AbortSignal
  /** Aborted: report at once. */
  readonly kill: AbortSignal
  readonly onTrouble?: OnTrouble
  /** Called with the reason for a pause. */
  readonly onNotice?: (text: string) => void
}

/** A failure after which it is tried again. */
export type OnTrouble = (failure: StoreFailure) => void

export interface RunClock {
  /** Milliseconds, never going back. */
  elapsed(): number
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** `attempts` are those of one write, or of one look. */
export interface Limits extends Retries {
  /** Writes at a time, to begin with. */
  readonly writers: number
  readonly mostWriters: number
  /** How long a request that was given up may still be on its way, in milliseconds. */
  readonly grace: number
  /** How long the server may take until it can use what was written, in milliseconds. */
  readonly readiness: number
}

export const DEFAULT_LIMITS: Limits = {
  writers: 8,
  mostWriters: 32,
  ...RETRIES.write,
  // As long as an answer is waited for (store/dispatcher.ts), and as what stands in between keeps a request.
  grace: 30_000,
  readiness: 60_000,
}

export interface RunInput extends RunContext, Refusing {
  readonly steps: readonly Step[]
  /** Steps without a write in them are blocked, and not run. */
  readonly phases: readonly Phase[]
  readonly blocked: readonly Blocked[]
  /** The list that the run was planned from. A run without writes reads from it whether all policies are ready. */
  readonly live: readonly LivePolicy[]
  /** Policies that are not to be changed; the list at the end has to show them too. */
  readonly unchanged: Policies
  /** Live policies that cannot be read: with any of them the run does not count as converged. */
  readonly uncompared: readonly Mismatch[]
  /** Asked between two phases. False if another run may write too; then the run stops and tightened policies stay tightened. */
  readonly mayGoOn?: () => Promise<boolean>
  readonly limits?: Partial<Limits>
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  /** Writes that are over, and all of them. */
  readonly done: number
  readonly total: number
  readonly failed: number
  /** Writes at a time, at the moment. */
  readonly writers: number
}
