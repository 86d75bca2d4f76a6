import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { Rule } from '../policy/policy.ts'
import type { Answer } from './answer.ts'
import type { ReplayedLog, UnknownAgent } from './call-counts.ts'

/** The document that `tighten --format json` prints (schema/tighten.schema.json). */
export interface TightenDocument {
  readonly formatVersion: 1
  readonly log: ReplayedLog
  /** Agents that no binding names: nobody knows which rules their calls need. */
  readonly unknownAgents: readonly UnknownAgent[]
  /** Rules that decided no call, and routes that no call took. */
  readonly unused: readonly UnusedItem[]
  /** Allow rules that can be narrower, so that every call of the log is decided as before; each is proven narrower. */
  readonly narrower: readonly NarrowerRule[]
  /** Allow rules that could be narrower, and unused rules, that are kept for the given reason. */
  readonly kept: readonly KeptRule[]
  /** Files that were written; none without --write. */
  readonly written: readonly string[]
  /** Other targets that get these files too, with what the edits change for them. */
  readonly shared: readonly TargetEffect[]
}

/** A rule or a route, by its index from 0. */
export type UnusedItem =
  | { readonly policy: string; readonly rule: number }
  | { readonly policy: string; readonly route: number }

export interface NarrowerRule {
  readonly policy: string
  readonly rule: number
  readonly before: Rule
  readonly after: Rule
  /** Number of calls that it decided. */
  readonly calls: number
}

export interface KeptRule {
  readonly policy: string
  readonly rule: number
  readonly reason: string
}

export type TightenAnswer = Answer<'tighten', TightenDocument, TightenView>

export interface TightenView {
  /** The number of agents whose calls were read. */
  readonly agents: number
  /** Unused allow rules that --write deletes, or deleted. */
  readonly removed: readonly { readonly policy: string; readonly rule: number }[]
  /** Number of rules in the files. */
  readonly rules: number
  /** Agents with policies that made no call of the log. */
  readonly quiet: readonly string[]
  /** Agents that the log names by a name that several have. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>
  readonly isWritten: boolean
  readonly errors: readonly Finding[]
}

export function tightenAnswer(document: TightenDocument, view: TightenView): TightenAnswer {
  return { kind: 'tighten', document, status: view.errors.length > 0 ? EXIT.no : EXIT.done, view }
}
