/**
 * Finds requests that are above a ceiling after a change and were not before, so it
 * compares three sides. Within a region of the change the old and the new decision are
 * constant; within a region above the ceiling the ceiling's decision is. So one request
 * of their intersection stands for all.
 */
import type { Request } from '../../policy/request.ts'
import { intersectRegions } from '../compare/intersect-regions.ts'
import { sweep } from '../compare/sweep.ts'
import { wordRegions } from '../compare/word-regions.ts'
import { isMorePermissive } from '../model/approval-order.ts'
import { type BoundPolicy, decide } from '../model/decide.ts'
import { parsePattern } from '../model/pattern.ts'
import type { PolicyOnSides } from '../model/policy-on-sides.ts'
import { EVERY_REQUEST, type Region } from '../model/region.ts'
import type { GuardedRequests } from './guardrail.ts'
import { belowCeiling } from './guardrail-breach.ts'

/** @returns null if there is none, which is proven. @throws PolicyctlError policies-entangled */
export function newlyAbove(
  ceiling: readonly BoundPolicy[],
  on: GuardedRequests = {},
  sides: readonly PolicyOnSides[],
): Request | null {
  const [before, after] = [boundTo(sides, 'before'), boundTo(sides, 'after')]
  const isAbove = (request: Request, bound: readonly BoundPolicy[]): boolean =>
    isMorePermissive(outcome(request, bound), outcome(request, ceiling))
  const isNew = (request: Request): boolean => isAbove(request, after) && !isAbove(request, before)
  const above = regionsIn(belowCeiling(after, ceiling), on).filter(
    (region) =>
      region.direction === 'wider' || (region.direction === 'rerouted' && isAbove(region.witness, after)),
  )
  const changed = regionsIn(sides, on)
  for (const region of above)
    for (const change of changed)
      for (const { witness } of intersectRegions(region, change, isNew)) return witness
  return null
}

/** Selects the regions of a comparison that are among the guarded requests. */
function regionsIn(policies: readonly PolicyOnSides[], on: GuardedRequests): readonly Region[] {
  const sorted = [...policies].sort((a, b) => (a.name < b.name ? -1 : 1))
  const focus = parsePattern(on.resource)
  const worded = wordRegions(sweep({ policies: sorted, unmatched: 'deny', focus }))
  return worded.flatMap((region) => {
    const whole: Region = { ...region, agents: [], policies: [] }
    return guarded(whole, on).flatMap((part) => intersectRegions(whole, part, () => true))
  })
}

/** One extent for each tag: any of them is enough. */
function guarded(region: Region, { operations = [], tags = [] }: GuardedRequests): readonly Region[] {
  const methods = operations.length === 0 || operations.includes('*') ? ['*'] : operations
  const extent = { ...region, ...EVERY_REQUEST, operations: methods.map((method) => method.toUpperCase()) }
  return tags.length === 0 ? [extent] : tags.map((tag) => ({ ...extent, withTags: [tag] }))
}

function boundTo(sides: readonly PolicyOnSides[], side: 'before' | 'after'): readonly BoundPolicy[] {
  return sides.flatMap((policy) => {
    const spec = policy[side]
    return spec === null ? [] : [{ name: policy.name, spec }]
  })
}

function outcome(request: Request, bound: readonly BoundPolicy[]) {
  const { decision, route } = decide(request, bound)
  return { vote: decision, route }
}
