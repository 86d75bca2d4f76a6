/** Agents are `namespace/name`; people write the bare name where it is clear. */

/** @returns the agents that are meant, in the order of `known`: none, one, or several where a bare name is not clear. */
export function agentsNamed(name: string, known: Iterable<string>): readonly string[] {
  const agents = [...known]
  if (agents.includes(name)) return [name]
  return name.includes('/') ? [] : agents.filter((agent) => agent.slice(agent.indexOf('/') + 1) === name)
}
