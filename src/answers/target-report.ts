import type { Plan } from '../plan/plan.ts'

/** One workspace: planned, or not, and why. */
export type TargetReport =
  | {
      readonly kind: 'plan'
      readonly name: string
      readonly plan: Plan
      /** Absent: no log of calls was given, or none could be read. */
      readonly calls?: RegionCallCounts
      /** The unmanaged policies of the plan that can be read; absent: they are not known, or not listed. */
      readonly unmanaged?: readonly UnmanagedDeed[]
    }
  | ({ readonly kind: 'failed'; readonly name: string } & Failure)
  | { readonly kind: 'skipped'; readonly name: string; readonly reason: string }

/** The strongest grants of an unmanaged policy, and who has it. Not yet safe to print. */
export interface UnmanagedDeed {
  readonly policy: string
  /** `support-agent`; 'nobody'. */
  readonly boundTo: string
  /** `allow GET https://* and 1 more`. */
  readonly grants: string
}

/** The calls of a log, counted by the regions of a comparison. */
export interface RegionCallCounts {
  /** By index of the region. */
  readonly regions: readonly number[]
  /** All of the log. */
  readonly calls: number
  /** Calls of agents that no binding names; they are behind no region. */
  readonly ofUnknownAgents: number
  /** Lines that could not be read. */
  readonly unread: number
  /** Calls that count although their time is none. */
  readonly untimed: number
  /** ISO 8601, UTC; null where no call has a time. */
  readonly first: string | null
  readonly last: string | null
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly hint: string
}
