/**
 * PolicyBinding documents are never sent, so nothing keeps them and what agents
 * really have together: this tells them apart.
 */
import { type Binding, bindingsOf } from '../policy/binding.ts'
import { danglingIn } from '../policy/live-bindings.ts'
import type { SeenWorkspace } from './sides.ts'

/** All lists are sorted. */
export interface BindingDrift {
  /** A document says that the agent has the policy, and it has not. */
  readonly missing: readonly Binding[]
  /** The agent has the policy, and its documents do not say so. */
  readonly extra: readonly Binding[]
  /** The agent has a policy that nobody has: it adds no vote. */
  readonly dangling: readonly Binding[]
  /** Agents without any policy: all their calls are denied. */
  readonly idle: readonly string[]
  /** Documents are about agents that live does not name. */
  readonly unknownAgents: readonly string[]
}

/** Tells whether the agents of binding documents have other policies live than the documents say. */
export function isBoundOtherwise({ missing, extra }: BindingDrift): boolean {
  return missing.length + extra.length > 0
}

const NONE: BindingDrift = { missing: [], extra: [], dangling: [], idle: [], unknownAgents: [] }

/** When live names no agent at all, nobody can tell. */
export function bindingDriftOf({
  live,
  unreadable = [],
  liveBindings,
  bindings: documents,
}: SeenWorkspace): BindingDrift {
  const { agents, pairs, source } = liveBindings
  if (source === 'documents') return NONE
  const [said, real] = [bindingsOf(documents), bindingsOf(pairs)]
  const isSaid = ({ agent, policy }: Binding): boolean => said.get(agent)?.includes(policy) ?? false
  const isReal = ({ agent, policy }: Binding): boolean => real.get(agent)?.includes(policy) ?? false
  const pairsOf = (bindings: typeof said): readonly Binding[] =>
    [...bindings].flatMap(([agent, policies]) => policies.map((policy) => ({ agent, policy })))
  return {
    missing: pairsOf(said).filter((pair) => agents.has(pair.agent) && !isReal(pair)),
    extra: pairsOf(real).filter((pair) => said.has(pair.agent) && !isSaid(pair)),
    dangling: danglingIn(pairs, new Set([...live, ...unreadable].map(({ name }) => name))),
    idle: [...agents].filter((agent) => !real.has(agent)).sort(),
    unknownAgents: [...said.keys()].filter((agent) => !agents.has(agent)),
  }
}
