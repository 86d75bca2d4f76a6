/**
 * PolicyBinding documents are never sent, so they may differ from the policies that agents really
 * have. This finds the differences.
 */
import { type Binding, bindingsOf } from '../policy/binding.ts'
import { danglingIn } from '../policy/live-bindings.ts'
import type { SeenWorkspace } from './sides.ts'

/** All lists are sorted. */
export interface BindingDrift {
  /** A document binds the agent to the policy, and live does not. */
  readonly missing: readonly Binding[]
  /** Live binds the agent to the policy, and none of its documents does. */
  readonly extra: readonly Binding[]
  /** Live binds the agent to a policy that does not exist: it adds no vote. */
  readonly dangling: readonly Binding[]
  /** Agents without any policy: all their calls are denied. */
  readonly idle: readonly string[]
  /** Agents that documents name and live does not. */
  readonly unknownAgents: readonly string[]
}

/** Tells whether agents have other policies live than the PolicyBinding documents say. */
export function isBoundOtherwise({ missing, extra }: BindingDrift): boolean {
  return missing.length + extra.length > 0
}

const NONE: BindingDrift = { missing: [], extra: [], dangling: [], idle: [], unknownAgents: [] }

/** Reports nothing if live shows no bindings: there is nothing to compare the documents with. */
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
