import type { AccessSide } from '../model/access-side.ts'

/** Agents that a name means: `namespace/name`, or the bare name, of which there may be several. */
export function findAgents(side: Pick<AccessSide, 'bindings'>, name: string): readonly string[] {
  if (side.bindings.has(name)) return [name]
  return [...side.bindings.keys()].filter((agent) => agent.slice(agent.indexOf('/') + 1) === name).sort()
}
