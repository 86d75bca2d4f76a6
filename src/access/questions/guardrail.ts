import type { Bindings } from '../../policy/binding.ts'
import type { Request } from '../../policy/request.ts'
import type { BoundPolicy, RuleRef } from '../model/decide.ts'
import type { Decision, RouteTaken } from '../model/region.ts'

/** A statement about access that must hold over all requests; the shape of `guardrails` in the config. */
export interface Guardrail {
  readonly name: string
  /** The requests that it is about; an absent field matches everything. */
  readonly on?: GuardedRequests
  /** Globs of agents; absent: every known one. */
  readonly agents?: readonly string[]
  /** known (default): every known agent. any: every set of policies that an agent may be bound to. */
  readonly bindings?: 'known' | 'any'
  /** The decision that must never be made. */
  readonly never?: 'allow' | 'approval_required'
  /** The groups that must approve every request; no others may. */
  readonly approvedBy?: readonly string[]
  /** Policies that nothing may be more permissive than. */
  readonly atMost?: Ceiling
}

export interface Ceiling {
  /** Its name in the config. */
  readonly name: string
  readonly policies: readonly BoundPolicy[]
  /**
   * The bindings of the named target or layer, for which agents are compared one by
   * one. Absent: the ceiling is a file, whose policies count as bound together.
   */
  readonly bindings?: Bindings
}

/**
 * - bindings-as-seen: agents have exactly the bindings that were seen.
 * - paths-as-text: the receiver of a URL takes its path as written, or refuses or resolves it before policies are asked.
 */
export type ProofAssumption = 'bindings-as-seen' | 'paths-as-text'

export interface GuardedRequests {
  /** `*` is every method. */
  readonly operations?: readonly string[]
  readonly resource?: string
  /** Tools that carry any one of them. */
  readonly tags?: readonly string[]
}

/**
 * - proven: holds for every request, under every reading of the model.
 * - violated: the pinned reading breaks it; the counterexample is confirmed by the plain evaluator.
 * - unproven: it holds under the pinned reading, but another reading of the documentation may break it; or an agent that it names is bound to a policy that does not exist.
 * - matches-nothing: a part of it matches nothing, so it proves nothing.
 */
export type GuardrailVerdict = 'proven' | 'violated' | 'unproven' | 'matches-nothing'

export interface GuardrailResult {
  readonly name: string
  readonly result: GuardrailVerdict
  /** The assumptions of the proof besides the policies; empty: nothing is proven. */
  readonly assumptions: readonly ProofAssumption[]
  /** null if it is proven, matches nothing, or is unproven because of a missing policy. */
  readonly counterexample: Counterexample | null
  /** The rules that decide the counterexample; in `unproven`, those that may. */
  readonly because: readonly RuleRef[]
  /** Number of known agents that it was checked for. */
  readonly agents: number
  /** Number of policies that it was checked for, also those that no known agent is bound to. */
  readonly policies: number
  /**
   * Parts of the guardrail that match nothing, or named agents with a policy that does
   * not exist: with `matches-nothing` and `unproven`.
   */
  readonly unmatched: readonly Unmatched[]
}

/** A part of a guardrail that matches nothing. */
export interface Unmatched {
  readonly part: 'operations' | 'resource' | 'agents' | 'atMost'
  /** The part as written; for a ceiling the rule, `policy#0`, or the route. */
  readonly value: string
  /** The reason, in words that follow the value. */
  readonly reason: string
}

export interface Counterexample {
  /** null: the guardrail is for any binding. */
  readonly agent: string | null
  /** The policies that the agent is, or may be, bound to. */
  readonly policies: readonly string[]
  readonly request: Request
  /** The decision that is, or under another reading may be, made. */
  readonly decision: Decision
  readonly route: RouteTaken | null
}
