/**
 * Folds changes that differ only in a number, so that they are shown once: eight
 * policies for eight documentation hosts are one thing to review.
 */
import { groupBy } from '../../policy/group-by.ts'
import { type AccessGroup, groupRank } from '../../words/access-group.ts'

/** One thing to review: one group, or several similar ones. */
export interface AccessItem {
  /** In reading order; the first is shown for all. */
  readonly groups: readonly [AccessGroup, ...AccessGroup[]]
  /** Their common resource: `https://docs<n>.example/*`; a single one has its own. */
  readonly resource: string
}

/** Fewer similar changes are shown one by one. */
const FEWEST = 3

/** @param groups in reading order. */
export function foldAlike(groups: readonly AccessGroup[]): readonly AccessItem[] {
  const byKey = groupBy(groups, alikeKey)
  return groups.flatMap((group): AccessItem[] => {
    const alike = byKey.get(alikeKey(group)) ?? [group]
    if (alike.length < FEWEST) return [{ groups: [group], resource: group.region.resource }]
    return alike[0] === group ? [{ groups: alike, resource: numbersOut(group.region.resource) }] : []
  })
}

function alikeKey(group: AccessGroup): string {
  const { region, agents, policies, targets, isBlocked } = group
  const { resource, exceptResources, witness: _witness, routeBefore, routeAfter, ...rest } = region
  return JSON.stringify([
    groupRank(group),
    // The affected policies may differ if no known agent is bound.
    agents.length > 0 ? agents : policies.length,
    targets,
    isBlocked,
    numbersOut(resource),
    exceptResources.map(numbersOut),
    [routeBefore, routeAfter].map((route) => route && [route.approvers, route.duration, route.delivery]),
    { ...rest, agents: [], policies: [] },
  ])
}

function numbersOut(text: string): string {
  return text.replace(/\d+/g, '<n>')
}
