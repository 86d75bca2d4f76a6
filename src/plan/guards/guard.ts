import type { Region } from '../../access/model/region.ts'
import type { Change } from '../../change/change.ts'
import type { LedgerSnapshot } from '../../policy/ledger-snapshot.ts'
import type { UnknownField } from '../../policy/unknown-fields.ts'
import type { Guard, Step } from '../plan.ts'

/** The overrides of the command line, each with the exact value that a refusal named. */
export interface Overrides {
  readonly allowBehind: boolean
  /** null: not given. */
  readonly allowDeletes: number | null
  readonly allowEmpty: boolean
  /** Policy names. */
  readonly allowInUse: readonly string[]
  /** Policy names. */
  readonly overwriteLive: readonly string[]
  readonly allowWidening: boolean
  /** Policy names. */
  readonly dropFields: readonly string[]
}

export const NO_OVERRIDES: Overrides = {
  allowBehind: false,
  allowDeletes: null,
  allowEmpty: false,
  allowInUse: [],
  overwriteLive: [],
  allowWidening: false,
  dropFields: [],
}

/** `safety` of the config. */
export interface Safety {
  readonly maxDeletes: number
  readonly maxDeletePercent: number
  /** Globs of policy names. */
  readonly protect: readonly string[]
  readonly widening: 'report' | 'approve'
  /** The treatment of live policies that neither a file nor the ledger has. */
  readonly unmanaged: 'ignore' | 'report' | 'fail'
}

/** The facts by which guards judge. */
export interface Guarded {
  readonly steps: readonly Step[]
  readonly changes: readonly Change[]
  readonly access: readonly Region[]
  /** Fields that the schema does not know and a step's writes would erase, by policy. */
  readonly erased: ReadonlyMap<string, readonly UnknownField[]>
  readonly ledger: LedgerSnapshot | null
  /** Policies that the files ask for, before --only. */
  readonly desiredCount: number
  /** True if HEAD lacks the commit that was last applied. */
  readonly isBehind: boolean
  /** True if a policy moves between projects, which an old checkout must not do either. */
  readonly changesHands: boolean
  readonly safety: Safety
  readonly overrides: Overrides
  /** The target that an override must name, if the run has several; null: it names none. */
  readonly namesTarget: string | null
  /** The target that a command must name to reach the same workspace; null: `--target` cannot name it. */
  readonly targetOption: string | null
}

/** A guard's objection to a plan, lifted or not: an exception counts as used if it lifts one. */
export interface Refusal {
  /** null: it is about the plan as a whole. */
  readonly policy: string | null
  readonly guard: Guard
  /** `in use by billing-agent` */
  readonly fact: string
  /** The option that lifts it, with its value. */
  readonly remedy: string
  /** Policies whose steps must not be written. */
  readonly holds: readonly string[]
  /** True if an override on the command line lifts it. */
  readonly isLifted: boolean
  /** For mass-delete: the exact number that an exception must name. */
  readonly deletes?: number
}

/** Looks at a plan; pure, and blind to the other guards. */
export type GuardCheck = (guarded: Guarded) => readonly Refusal[]
