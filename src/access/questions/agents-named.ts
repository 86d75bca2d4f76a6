/** Agents are `namespace/name`; people may write the bare name. */

/** @returns the agents that a name means, in the order of `known`: none, one, or several if a bare name is ambiguous. */
export function agentsNamed(name: string, known: Iterable<string>): readonly string[] {
  const agents = [...known]
  if (agents.includes(name)) return [name]
  return name.includes('/') ? [] : agents.filter((agent) => agent.slice(agent.indexOf('/') + 1) === name)
}
