import type { Bindings } from '../../policy/binding.ts'
import type { Request } from '../../policy/request.ts'
import type { BoundPolicy, RuleRef } from '../model/decide.ts'
import type { Decision, RouteTaken } from '../model/region.ts'

/** A statement about access that must hold over all requests; the shape of `guardrails` in the config. */
export interface Guardrail {
  readonly name: string
  /** The requests that it speaks of; what is absent matches everything. */
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
  /** As the config names it. */
  readonly name: string
  readonly policies: readonly BoundPolicy[]
  /**
   * The bindings of the target or the layer that it names: agents are compared
   * one by one. Absent: a file, joined as if an agent were bound to all.
   */
  readonly bindings?: Bindings
}

/**
 * - bindings-as-seen: agents are bound to what they are seen to be bound to, and to nothing else.
 * - paths-as-text: whoever gets the URL takes its path as it is written, or refuses or resolves it before policies are asked.
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
 * - unproven: it holds under the pinned reading, but some other reading of what is not documented may break it; or an agent that it names has a policy that does not exist.
 * - matches-nothing: it, or a part of it, speaks of nothing that there is, so that nothing is proven of it.
 */
export type GuardrailVerdict = 'proven' | 'violated' | 'unproven' | 'matches-nothing'

export interface GuardrailResult {
  readonly name: string
  readonly result: GuardrailVerdict
  /** The assumptions of the proof besides the policies; empty: nothing is proven. */
  readonly assumptions: readonly ProofAssumption[]
  /** null where it is proven, where it matches nothing, and where it is unproven for want of a policy. */
  readonly counterexample: Counterexample | null
  /** The rules that decide the counterexample; in `unproven`, those that may. */
  readonly because: readonly RuleRef[]
  /** How many known agents it was held against. */
  readonly agents: number
  /** How many policies decided in that, those included that no known agent is bound to. */
  readonly policies: number
  /**
   * Names in the guardrail that nobody has, or policies of a named agent that
   * nobody knows: with `matches-nothing` and `unproven`.
   */
  readonly unmatched: readonly Unmatched[]
}

/** A part of a guardrail that matches nothing. */
export interface Unmatched {
  readonly part: 'operations' | 'resource' | 'agents' | 'atMost'
  /** As it is written; of a ceiling the rule, `policy#0`, or the route. */
  readonly value: string
  /** Why, in words that follow the value. */
  readonly reason: string
}

export interface Counterexample {
  /** null where any binding counts. */
  readonly agent: string | null
  /** The policies that the agent is, or may be, bound to. */
  readonly policies: readonly string[]
  readonly request: Request
  /** The decision that is, or under another reading may be, made. */
  readonly decision: Decision
  readonly route: RouteTaken | null
}
