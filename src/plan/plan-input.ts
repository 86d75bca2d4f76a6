import type { Guardrail } from '../access/questions/guardrail.ts'
import type { Desired } from '../change/desired.ts'
import type { Binding } from '../policy/binding.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Exception } from './guards/exception.ts'
import type { Overrides, Safety } from './guards/guard.ts'
import type { Plan } from './plan.ts'

/** All that a plan is made from. */
export interface PlanInput {
  readonly desired: Desired
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot | null
  /** PolicyBinding documents of the files. */
  readonly bindings: readonly Binding[]
  readonly target: Plan['target']
  readonly git: Plan['git']
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Name and version. */
  readonly tool: string
  /** Globs of policy names; empty: all. */
  readonly only: readonly string[]
  /** Exactly these policies, as a saved plan has them; absent: all. */
  readonly names?: ReadonlySet<string>
  /** Whether HEAD lacks the commit that was last applied. */
  readonly isBehind: boolean
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
  readonly safety: Safety
  readonly exceptions: readonly Exception[]
  readonly overrides: Overrides
  readonly guardrails: readonly Guardrail[]
  /** Plans what is left when blocked steps are left out: order and access are then those of the rest. */
  readonly skipBlocked: boolean
}
