import type { AccessSide } from '../model/access-side.ts'

/** The agents of a side that a name means: `namespace/name`, or a bare name, which may mean several. */
export function findAgents(side: Pick<AccessSide, 'bindings'>, name: string): readonly string[] {
  if (side.bindings.has(name)) return [name]
  return [...side.bindings.keys()].filter((agent) => agent.slice(agent.indexOf('/') + 1) === name).sort()
}
