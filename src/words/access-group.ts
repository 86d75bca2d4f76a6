/**
 * Groups access changes for a reader: equal changes of several agents, policies and
 * targets are one entry, the most permissive first.
 */
import { DIRECTIONS } from '../access/model/directions.ts'
import { type ReadingRank, readingRankOf, soonestRead } from '../access/model/reading-rank.ts'
import type { Region, RouteTaken, Vote } from '../access/model/region.ts'
import { groupBy } from '../policy/group-by.ts'

/** Regions that differ only in agents, policies and targets. */
export interface AccessGroup {
  /** One of the regions, for the words. */
  readonly region: Region
  /** `namespace/name`, sorted; []: the policies are bound to no known agent. */
  readonly agents: readonly string[]
  readonly policies: readonly string[]
  readonly targets: readonly string[]
  readonly isBlocked: boolean
}

export interface TargetAccess {
  readonly target: string
  readonly regions: readonly Region[]
  /** Policies whose steps are blocked. */
  readonly blocked: ReadonlySet<string>
}

export function groupAccess(targets: readonly TargetAccess[]): readonly AccessGroup[] {
  const groups = targets.flatMap(groupsOfTarget)
  return [...groupBy(groups, whoAndWhat).values()]
    .map((equal) => ({ ...equal[0], targets: union(equal, 'targets') }))
    .sort(mostPermissiveFirst)
}

/** Sorts groups for review (see readingRankOf), the most permissive first among equal ranks. */
export function inReadingOrder(groups: readonly AccessGroup[]): readonly AccessGroup[] {
  return groups.toSorted((a, b) => soonestRead(ofAll(a), ofAll(b)) || mostPermissiveFirst(a, b))
}

export function groupRank(group: AccessGroup): ReadingRank {
  return readingRankOf(ofAll(group))
}

function ofAll({ region, agents }: AccessGroup): Region {
  return { ...region, agents }
}

/** A key that is equal for regions that differ only in agents, policies or witness. */
export function regionKey(region: Region): string {
  const { agents: _agents, policies: _policies, witness: _witness, routeBefore, routeAfter, ...rest } = region
  return JSON.stringify([rest, routeKey(routeBefore), routeKey(routeAfter)])
}

export function routeKey(route: RouteTaken | null): string {
  return route === null ? '' : JSON.stringify([route.approvers, route.duration, route.delivery])
}

function groupsOfTarget({ target, regions, blocked }: TargetAccess): readonly AccessGroup[] {
  const single = regions.map((region) => ({
    region,
    agents: region.agents,
    policies: region.policies,
    targets: [target],
    isBlocked: region.policies.some((policy) => blocked.has(policy)),
  }))
  const keyOf = ({ agents, isBlocked, region }: AccessGroup): string =>
    `${agents.length > 0}${isBlocked}${regionKey(region)}`
  return [...groupBy(single, keyOf).values()].map((groups) => ({
    ...groups[0],
    agents: union(groups, 'agents'),
    policies: union(groups, 'policies'),
  }))
}

function union(groups: readonly AccessGroup[], field: 'agents' | 'policies' | 'targets'): readonly string[] {
  return [...new Set(groups.flatMap((group) => group[field]))].sort()
}

function whoAndWhat({ region, agents, policies, isBlocked }: AccessGroup): string {
  return JSON.stringify([regionKey(region), agents, policies, isBlocked])
}

const PERMISSIVE: Readonly<Record<Vote, number>> = { deny: 0, none: 1, approval_required: 2, allow: 3 }

/** The order for lists that may be cut: by direction, by the decision after and before, by reach, by the number of agents and policies. */
export function mostPermissiveFirst(a: AccessGroup, b: AccessGroup): number {
  return (
    riskRank(a.region) - riskRank(b.region) ||
    PERMISSIVE[b.region.after] - PERMISSIVE[a.region.after] ||
    PERMISSIVE[a.region.before] - PERMISSIVE[b.region.before] ||
    reach(b.region) - reach(a.region) ||
    b.agents.length - a.agents.length ||
    b.policies.length - a.policies.length ||
    (regionKey(a.region) < regionKey(b.region) ? -1 : 1)
  )
}

function riskRank({ direction }: Region): number {
  return DIRECTIONS.indexOf(direction)
}

/** A number that is larger for shorter prefixes; an exact URL has the smallest. */
function reach({ resource, operations }: Region): number {
  const isPrefix = resource.endsWith('*')
  const methods = operations[0] === '*' ? 10 : operations.length
  return (isPrefix ? 10_000 - Math.min(resource.length, 9_000) : 0) + methods
}
