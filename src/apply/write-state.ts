import type { Spec } from '../policy/policy.ts'

/** The state of a write so far. The write updates it, and its step shows it while the write is in flight. */
export interface WriteState {
  /** Requests that wrote. */
  attempts: number
  /** An attempt may have been carried out without an answer. */
  isUncertain: boolean
  /** Such an attempt was not carried out when looked after. */
  mayArriveLate: boolean
  /** The server said that the policy is there, or is not, against what was seen. */
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
