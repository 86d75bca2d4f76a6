/** The services of a write, and its state. */

import type { Spec } from '../policy/policy.ts'
import type { Heed } from './adaptive-concurrency.ts'
import type { Backoff } from './backoff.ts'
import type { Refusing } from './refusal.ts'
import type { RunContext } from './run.ts'

/** The services that a write uses, with the looks before and after it. */
export interface WriteContext extends RunContext, Refusing {
  /** How long the server may take until it can use what was written, in milliseconds. */
  readonly readiness: number
  readonly backoff: Backoff
  /** For putting back what made access wider: a new one each time, which a stop does not end. */
  readonly undoBackoff: () => Backoff
  readonly heed: Heed
}

/** The state of a write so far. The write updates it, and its step shows it while the write is in flight. */
export interface WriteState {
  /** Requests that wrote. */
  attempts: number
  /** True if an attempt got no answer, so that it may have been carried out. */
  isUncertain: boolean
  /** True if live did not show such an attempt, so that it may still arrive. */
  mayArriveLate: boolean
  /** True if the server answered 404 or 409 against what the look before had shown. */
  wasContradicted: boolean
  /**
   * The spec that the write replaces, if it has fields that the schema does not
   * know; null: it has none, or nobody looked.
   */
  replaced: Spec | null
  /** The server spoiled it, access is wider, and it is not put back yet. */
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
