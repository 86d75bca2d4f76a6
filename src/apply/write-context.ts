import type { Spec } from '../policy/policy.ts'
import type { Heed } from './adaptive-concurrency.ts'
import type { Backoff } from './backoff.ts'
import type { Refusing } from './refusal.ts'
import type { RunContext } from './run.ts'

/** The services of a write, with the reads before and after it. */
export interface WriteContext extends RunContext, Refusing {
  /** The longest time that the server may take until a written policy is ready; milliseconds. */
  readonly readiness: number
  readonly backoff: Backoff
  /** Makes a backoff for putting an old spec back, which a stop does not end. */
  readonly undoBackoff: () => Backoff
  readonly heed: Heed
}

/** The state of a write so far. The write updates it, and its step shows it while the write is in flight. */
export interface WriteState {
  /** The number of write requests. */
  attempts: number
  /** True if an attempt got no answer: it may have been carried out. */
  isUncertain: boolean
  /** True if live did not show such an attempt: it may still arrive. */
  mayArriveLate: boolean
  /** True if the server answered 404 or 409, which contradicts the read before. */
  wasContradicted: boolean
  /**
   * The spec that the write replaces, if it has fields that the schema does not
   * know; null: it has none, or was not read.
   */
  replaced: Spec | null
  /** True while access is wider because the server stored another spec, and the old one is not put back yet. */
  isOpen: boolean
}

export function newWriteState(): WriteState {
  return {
    attempts: 0,
    isUncertain: false,
    mayArriveLate: false,
    wasContradicted: false,
    replaced: null,
    isOpen: false,
  }
}
