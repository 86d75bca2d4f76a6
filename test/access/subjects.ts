import { compareAccess } from '../../src/access/compare/compare.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Region } from '../../src/access/model/region.ts'
import type { Spec } from '../../src/policy/policy.ts'
import type { Request } from '../../src/policy/request.ts'
import { boundTo, routeName, type Verdict, verdict } from './oracle.ts'

/** Somebody whose requests are judged: an agent, or a policy that is bound to no agent. */
export interface Subject {
  /** null: a policy that is bound to no agent. */
  readonly agent: string | null
  readonly regions: readonly Region[]
  readonly judge: (request: Request) => readonly [Verdict, Verdict]
}

export function subjects(before: AccessSide, after: AccessSide): readonly Subject[] {
  const regions = compareAccess(before, after)
  const agents = [...new Set([...before.bindings.keys(), ...after.bindings.keys()])]
  const bound = new Set(
    agents.flatMap((agent) => [...boundTo(before, agent), ...boundTo(after, agent)].map(([name]) => name)),
  )
  const names = [...new Set([...before.policies.keys(), ...after.policies.keys()])]
  const alone = (side: AccessSide, name: string): readonly (readonly [string, Spec])[] => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [[name, spec]]
  }
  return [
    ...agents.map((agent) => ({
      agent,
      regions: regions.filter((region) => region.agents.includes(agent)),
      judge: (request: Request) =>
        [
          verdict(request, boundTo(before, agent), 'deny'),
          verdict(request, boundTo(after, agent), 'deny'),
        ] as const,
    })),
    ...names
      .filter((name) => !bound.has(name))
      .map((name) => ({
        agent: null,
        regions: regions.filter((region) => region.agents.length === 0 && region.policies.includes(name)),
        judge: (request: Request) =>
          [
            verdict(request, alone(before, name), 'none'),
            verdict(request, alone(after, name), 'none'),
          ] as const,
      })),
  ]
}

export function says(region: Region, [before, after]: readonly [Verdict, Verdict]): boolean {
  return (
    region.before === before.vote &&
    region.after === after.vote &&
    routeName(region.routeBefore) === before.route &&
    routeName(region.routeAfter) === after.route
  )
}
