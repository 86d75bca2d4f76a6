/** The input of a plan, and its result. */
import type { RepeatableComparison } from '../access/compare/repeatable-comparison.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import type { Changes } from '../change/change.ts'
import type { Desired } from '../change/desired.ts'
import type { FieldSources } from '../change/erased-fields.ts'
import type { Binding } from '../policy/binding.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Tool } from '../policy/tool.ts'
import type { Ruling } from './guards/check-guards.ts'
import type { Exception } from './guards/exception.ts'
import type { Overrides, Safety } from './guards/guard.ts'
import type { PlannedGuardrail } from './guards/planned-guardrails.ts'
import type { Plan } from './plan.ts'
import type { SeenWorkspace } from './sides.ts'

export interface PlanInput extends SeenWorkspace {
  readonly desired: Desired
  /** The ledger with the policies that other projects hand over; its revision is '' if this project has no ledger yet. Its `commit` is the missing one if isBehind. */
  readonly ledger: LedgerSnapshot | null
  /** Policies of other projects of the repository. Default: there are none. */
  readonly theirs?: ReadonlySet<string>
  /** False where no ledger can be kept (outside git), so that nothing is remembered. Default: true. */
  readonly keepsLedger?: boolean
  readonly target: Plan['target']
  /** True if the run is about other targets too, so that an override has to name this one. Default: false. */
  readonly isOneOfSeveral?: boolean
  readonly git: Plan['git']
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Name and version of policyctl. */
  readonly tool: string
  /** Globs of policy names; empty: all. */
  readonly only: readonly string[]
  /** Exactly these policies, as a saved plan has them; absent: all. */
  readonly names?: ReadonlySet<string>
  /** True if HEAD lacks the commit that was last applied. */
  readonly isBehind: boolean
  /** Policies that move between projects. Default: none. */
  readonly handOvers?: Plan['handOvers']
  /** True if a policy goes to, or comes from, another project of the repository. Default: false. */
  readonly changesHands?: boolean
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
  readonly safety: Safety
  readonly exceptions: readonly Exception[]
  readonly overrides: Overrides
  readonly guardrails: readonly Guardrail[]
  /** Leaves blocked steps out; order and access are then those of the other steps. */
  readonly skipBlocked: boolean
}

export interface Planned {
  readonly plan: Plan
  readonly changes: Changes
  readonly before: AccessSide
  /** The side after all steps that are written. */
  readonly after: AccessSide
  /** Compares other sides in the same way, without tools; cheap if they are nearly these two. */
  readonly compareAgain: RepeatableComparison['again']
  /** Tools of the workspace; null: they cannot be read. */
  readonly served: readonly Tool[] | null
  /** Access that both the old and the new policies grant, and that is denied or needs approval between tighten and release. */
  readonly temporaryLosses: readonly Region[]
  /** Agents bound to a policy that is neither live nor in a file. */
  readonly dangling: readonly Binding[]
  /** Agents that `used_by` still names and the workspace no longer has. */
  readonly goneAgents: readonly string[]
  readonly idleExceptions: readonly Exception[]
  /** Checked on `after`, where unmanaged policies decide too. */
  readonly guardrails: readonly PlannedGuardrail[]
  /** The rulings of all guards: those of the plan's `blocked`, and the lifted ones. */
  readonly rulings: readonly Ruling[]
  /** Tells where the unknown fields of a policy come from; fields that the plan has seen count as known. */
  readonly fieldSources: (policy: string) => FieldSources
}
