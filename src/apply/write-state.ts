import type { Spec } from '../policy/policy.ts'

/** What happened to a write so far: kept by the write, and shown by its stepState while it is in flight. */
export interface WriteState {
  /** Requests that wrote. */
  attempts: number
  /** An attempt may have been carried out without an answer. */
  isUncertain: boolean
  /** Such an attempt was not carried out when looked after. */
  mayArriveLate: boolean
  /** The server said that the policy is there, or is not, against what was seen. */
  wasContradicted: boolean
  /** What the write replaces, where that has fields that nobody of ours knows; null: it has none, or was not looked at. */
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
