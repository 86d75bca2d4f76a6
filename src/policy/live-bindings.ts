/**
 * The bindings of a workspace, and their source. An agent's own configuration is
 * exact. `used_by` of policies may be outdated, and name agents that are gone.
 */
import { type Binding, type Bindings, bindingsOf } from './binding.ts'
import type { LivePolicy } from './live-policy.ts'

/** `documents`: the workspace names no agent, so only PolicyBinding documents say who is bound to what. */
export type BindingSource = 'config' | 'used_by' | 'documents'

export interface KnownAgents {
  /** All known agents, also those without a policy; `namespace/name`. */
  readonly agents: ReadonlySet<string>
  readonly pairs: readonly Binding[]
}

export interface LiveBindings extends KnownAgents {
  /** The least reliable source that was needed. */
  readonly source: BindingSource
  /** The agents whose own configuration was read. */
  readonly configured: ReadonlySet<string>
  /** Agents that `used_by` still names, and that are gone. Sorted. */
  readonly gone: readonly string[]
}

/** Takes the bindings from `used_by` of the live policies. */
export function bindingsFromUsage(live: readonly LivePolicy[]): LiveBindings {
  const pairs = live.flatMap(({ name, usedBy }) => (usedBy ?? []).map((agent) => ({ agent, policy: name })))
  const agents = new Set(pairs.map(({ agent }) => agent))
  return {
    source: agents.size === 0 ? 'documents' : 'used_by',
    agents,
    pairs,
    configured: new Set(),
    gone: [],
  }
}

/** Converts bindings that were recorded earlier into the same form. */
export function agentsOf(bindings: Bindings): KnownAgents {
  const pairs = [...bindings].flatMap(([agent, policies]) => policies.map((policy) => ({ agent, policy })))
  return { agents: new Set(bindings.keys()), pairs }
}

/**
 * Adds the bindings of PolicyBinding documents, but only for agents that live does
 * not name: an outdated document must not give an agent a deny that it does not
 * have. The result also has the agents without a policy.
 */
export function withDocuments({ agents, pairs }: KnownAgents, documents: readonly Binding[]): Bindings {
  const bindings = bindingsOf([...pairs, ...documents.filter(({ agent }) => !agents.has(agent))])
  const idle = [...agents].filter((agent) => !bindings.has(agent)).sort()
  return new Map([...bindings, ...idle.map((agent) => [agent, []] as const)])
}

/** Bindings of documents that the workspace does not have. Sorted by agent. */
export function bindingsNotLive(
  { pairs }: Pick<KnownAgents, 'pairs'>,
  documents: readonly Binding[],
): readonly Binding[] {
  const keyOf = ({ agent, policy }: Binding): string => `${agent} ${policy}`
  const live = new Set(pairs.map(keyOf))
  const missing = documents.filter((one) => !live.has(keyOf(one)))
  return [...new Map(missing.map((one) => [keyOf(one), one])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { agent, policy }]) => ({ agent, policy }))
}

/** Bindings to policies that do not exist: they add no vote. Sorted by agent. */
export function danglingIn(
  pairs: readonly Binding[],
  policies: Pick<ReadonlySet<string>, 'has'>,
): readonly Binding[] {
  return pairs
    .filter(({ policy }) => !policies.has(policy))
    .toSorted((a, b) => (`${a.agent} ${a.policy}` < `${b.agent} ${b.policy}` ? -1 : 1))
}
