/** The plan document, which is the plan file too (schema/plan.schema.json). */
import type { Direction, Region } from '../access/model/region.ts'
import type { GuardrailDocument } from '../access/questions/guardrail-document.ts'
import type { ServedAccess } from '../access/questions/regions-of-tools.ts'
import type { Action, Change } from '../change/change.ts'
import type { Rename } from '../change/compute-changes.ts'
import type { Binding } from '../policy/binding.ts'
import type { Fingerprint } from '../policy/fingerprint.ts'
import type { BindingSource } from '../policy/live-bindings.ts'
import type { Spec } from '../policy/policy.ts'

export const PLAN_FORMAT_VERSION = 1

export interface Plan {
  readonly formatVersion: typeof PLAN_FORMAT_VERSION
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Name and version of policyctl. */
  readonly tool: string
  readonly target: PlanTarget
  readonly git: { readonly commit: string | null; readonly dirty: boolean }
  readonly ledger: string | null
  readonly summary: PlanSummary
  readonly steps: readonly Step[]
  readonly phases: readonly Phase[]
  readonly access: readonly Region[]
  /** Tells where the tools of witnesses come from. */
  readonly tools: ServedAccess['tools']
  /** Patterns of regions that no tool of the workspace serves: the platform denies such calls. */
  readonly withoutTool: readonly string[]
  readonly unmanaged: readonly string[]
  /** Live policies that the repository could not delete until now; after an apply of this plan, a missing file deletes them. */
  readonly newlyManaged: readonly string[]
  /** Policies that live does not have as the files say, and that are not part of this plan (`--only`). */
  readonly leftOut: readonly string[]
  /** Bindings of PolicyBinding documents that live does not have: policyctl writes none. */
  readonly bindingsNotLive: readonly Binding[]
  /** Live policies that cannot be read: never touched, and nobody knows what they do to access. */
  readonly unreadable: readonly Unreadable[]
  /** Fields of managed policies that the schema does not know, without the server's own. */
  readonly unknownFields: readonly PolicyField[]
  /** The least reliable source that was needed for the bindings. */
  readonly bindings: BindingSource
  /** Renames: a deleted policy and a created one with the same spec. Agents are bound by name, so nobody is bound to the new name. */
  readonly renames: readonly Rename[]
  /** Policies that move to or from another project of the repository on the same workspace. */
  readonly handOvers: readonly PlannedHandOver[]
  readonly blocked: readonly Blocked[]
  /** Checked against the access after the plan. */
  readonly guardrails: readonly GuardrailDocument[]
}

export interface PlannedHandOver {
  readonly policy: string
  /** given: it stays live and belongs to the other project now. taken: it belonged to the other project. */
  readonly kind: 'given' | 'taken'
  /** Folder of the other project in the repository, '.' at its root. */
  readonly project: string
}

export interface PlanTarget {
  readonly name: string
  readonly endpoint: string
  /** The workspace behind the URL; only the classic API has it. null: none is named. */
  readonly namespace: string | null
}

/** A live policy that cannot be read, and why. */
export interface Unreadable {
  readonly policy: string
  readonly message: string
  /** delete: the ledger has the policy and no file has it, so its delete is pending. Absent otherwise. */
  readonly pending?: 'delete'
}

/** A field of a live policy. */
export interface PolicyField {
  readonly policy: string
  /** `spec.policies[2].subjects`; rules and routes count from 0, in live's order. */
  readonly path: string
  readonly value: unknown
}

export interface PlanSummary {
  readonly create: number
  readonly update: number
  readonly delete: number
  readonly unchanged: number
  readonly unmanaged: number
}

/** The change of one policy from live to desired. */
export interface Step extends Omit<Change, 'ledger'> {
  readonly beforeFingerprint: Fingerprint | null
  readonly afterFingerprint: Fingerprint | null
  readonly direction: Direction | 'same'
}

/** Writes that may happen in any order. All of them end before the next phase begins. */
export interface Phase {
  readonly phase: 'tighten' | 'release'
  readonly writes: readonly Write[]
}

export interface Write {
  readonly policy: string
  readonly action: Action
  /** The spec that is sent; null: a delete. */
  readonly spec: Spec | null
  readonly fingerprint: Fingerprint | null
}

export const GUARDS = [
  'stale-plan',
  'behind',
  'mass-delete',
  'empty-desired',
  'in-use',
  'protected',
  'live-narrowed',
  'widening',
  'guardrail',
  'unknown-fields',
  'locked',
] as const
export type Guard = (typeof GUARDS)[number]

export interface Blocked {
  readonly policy: string | null
  readonly guard: Guard
  /** The fact, and the option with its value that would lift it. */
  readonly message: string
}
