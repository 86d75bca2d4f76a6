/**
 * The bindings of a workspace, and their source. An agent's own configuration is
 * exact; `used_by` of policies may lag behind it and name agents that are gone.
 */
import { type Binding, type Bindings, bindingsOf } from './binding.ts'
import type { LivePolicy } from './live-policy.ts'

/** `documents`: live names no agent, so that only PolicyBinding documents say who has what. */
export type BindingSource = 'config' | 'used_by' | 'documents'

export interface KnownAgents {
  /** Agents that are known, also those without a policy. `namespace/name`. */
  readonly agents: ReadonlySet<string>
  readonly pairs: readonly Binding[]
}

export interface LiveBindings extends KnownAgents {
  /** The weakest that had to be relied on. */
  readonly source: BindingSource
  /** Those of the agents whose own configuration was read. */
  readonly configured: ReadonlySet<string>
  /** Agents that `used_by` still names, and that are gone. Sorted. */
  readonly gone: readonly string[]
}

/** Reads the bindings from `used_by` of a list. */
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

/** Converts bindings that were seen earlier into the form that live has. */
export function agentsOf(bindings: Bindings): KnownAgents {
  const pairs = [...bindings].flatMap(([agent, policies]) => policies.map((policy) => ({ agent, policy })))
  return { agents: new Set(bindings.keys()), pairs }
}

/**
 * With those of PolicyBinding documents whose agents live does not name: a
 * stale document must not lend an agent a deny that it does not have. An agent
 * without a policy is in it too.
 */
export function withDocuments({ agents, pairs }: KnownAgents, documents: readonly Binding[]): Bindings {
  const bindings = bindingsOf([...pairs, ...documents.filter(({ agent }) => !agents.has(agent))])
  const idle = [...agents].filter((agent) => !bindings.has(agent)).sort()
  return new Map([...bindings, ...idle.map((agent) => [agent, []] as const)])
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
