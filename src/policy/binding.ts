/**
 * The bindings of agents to policies. Agents are written `namespace/name`. The API
 * shows bindings in `used_by`, and PolicyBinding documents in the repository name
 * them too.
 */

/** Policy names by agent (`namespace/name`). A name of a policy that does not exist adds no vote. */
export type Bindings = ReadonlyMap<string, readonly string[]>

export const DEFAULT_NAMESPACE = 'default'

export function agentId(name: string, namespace: string = DEFAULT_NAMESPACE): string {
  return `${namespace === '' ? DEFAULT_NAMESPACE : namespace}/${name}`
}

/** The name that people use for an agent: without its namespace if that is the default one. */
export function agentLabel(agent: string): string {
  const prefix = `${DEFAULT_NAMESPACE}/`
  return agent.startsWith(prefix) ? agent.slice(prefix.length) : agent
}

export interface Binding {
  /** `namespace/name`. */
  readonly agent: string
  readonly policy: string
}

/** Groups bindings by agent: agents and their policies sorted, each pair once. */
export function bindingsOf(pairs: Iterable<Binding>): Bindings {
  const byAgent = new Map<string, Set<string>>()
  for (const { agent, policy } of pairs) {
    const policies = byAgent.get(agent)
    if (policies === undefined) byAgent.set(agent, new Set([policy]))
    else policies.add(policy)
  }
  const sorted = [...byAgent].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([agent, policies]) => [agent, [...policies].sort()]))
}
