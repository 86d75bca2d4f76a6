import type { Region } from '../access/model/region.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { Route, Rule } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'
import type { Answer } from './answer.ts'
import type { ReplayedLog, UnknownAgent } from './call-counts.ts'

/** The document that `propose --format json` prints (schema/propose.schema.json). */
export interface ProposeDocument {
  readonly formatVersion: 1
  /** null with --from-log: then `denied` has the requests. */
  readonly request: Request | null
  /** The smallest edit first; `--write` makes the first one. */
  readonly proposals: readonly Proposal[]
  /** The rule or guardrail that forbids the call; null: none does. */
  readonly refused: ProposalRefusal | null
  readonly log: ReplayedLog | null
  /** With --from-log: agents that no binding names, most calls first; nothing can be proposed for them. */
  readonly unknownAgents: readonly UnknownAgent[]
  /** With --from-log: the denied calls, most frequent first. The proposals for each assume that the edits for the ones before are made. */
  readonly denied: readonly DeniedCall[]
  /** Number of distinct denied calls that are not in `denied`. */
  readonly more: number
  readonly written: readonly string[]
  /** Other targets that get these files too, with what the edits that --write makes change for them. */
  readonly shared: readonly TargetEffect[]
}

export interface Proposal {
  readonly file: string
  readonly policy: string
  /** Index from 0; for a new rule one behind the last. */
  readonly rule: number
  readonly after: Rule
  /** A route that comes with it; null: none is needed. */
  readonly route: Route | null
  /** All access that the edit changes. */
  readonly access: readonly Region[]
}

export interface ProposalRefusal {
  /** `policy#rule`, `guardrail NAME`, `bindings`, `approvers`, `url`, `tool`, `lint`, `file`. */
  readonly by: string
  readonly message: string
}

export interface DeniedCall {
  readonly agent: string
  readonly request: Request
  readonly calls: number
  readonly proposals: readonly Proposal[]
  readonly refused: ProposalRefusal | null
}

export type ProposeAnswer = Answer<'propose', ProposeDocument, ProposeView>

export interface ProposeView {
  readonly agent: string | null
  readonly decision: 'allow' | 'approval_required'
  /** True if the call already has the wanted decision. */
  readonly isDecided: boolean
  /** The number of agents whose calls were read. */
  readonly agents: number
  /** Names in the log that mean several agents, with these agents. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>
  readonly isWritten: boolean
  readonly errors: readonly Finding[]
}

/** The exit status is 1 if an edit is refused, or if the files have errors. */
export function proposeAnswer(document: ProposeDocument, view: ProposeView): ProposeAnswer {
  const isRefused = document.refused !== null || document.denied.some(({ refused }) => refused !== null)
  return {
    kind: 'propose',
    document,
    status: isRefused || view.errors.length > 0 ? EXIT.no : EXIT.done,
    view,
  }
}
