import type { DriftDocument } from '../../answers/drift.ts'
import type { Safety } from '../../plan/guards/guard.ts'
import type { NotedGuardrail } from '../../words/guardrail-words.ts'

/** The input of a drift issue. */
export interface DriftIssueInput
  extends Pick<
    DriftDocument,
    'changes' | 'access' | 'bindings' | 'bindingDrift' | 'unmanaged' | 'unreadable'
  > {
  readonly target: string
  readonly ledger: string | null
  /** Guardrails that were checked against live; only broken ones are shown. */
  readonly guardrails: readonly NotedGuardrail[]
  /** Names of the unmanaged policies that no file has. */
  readonly inNoFile: readonly string[]
  /** `safety.unmanaged` of the config. */
  readonly unmanagedAre: Safety['unmanaged']
  /** ISO 8601, UTC. */
  readonly readAt: string
  /** The last good read before this one; null: not known. */
  readonly previousReadAt: string | null
  readonly links: {
    readonly repository: string
    readonly run: string | null
    /** The address of the target's page, among the artifacts of the run; null: there is none. */
    readonly page: string | null
    readonly applyWorkflow: string
  }
}
