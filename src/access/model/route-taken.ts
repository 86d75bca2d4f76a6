import { canonicalDelivery, canonicalText } from '../../policy/canonical.ts'
import { canonicalDuration } from '../../policy/duration.ts'
import type { Route } from '../../policy/policy.ts'
import { routeLabel } from '../../policy/route-label.ts'
import { textsOf } from './reading.ts'
import type { RouteTaken } from './region.ts'

/** @param index of the route in `spec.approvals`. */
export function routeTaken(policy: string, index: number, route: Route): RouteTaken {
  const delivery =
    route.delivery === undefined || route.delivery === null ? {} : canonicalDelivery(route.delivery)
  const groups = [...new Set(textsOf(route.approvers?.groups))].sort()
  return {
    policy,
    route: index,
    name: routeLabel(route, index),
    approvers: {
      groups,
      match: groups.length > 1 && route.approvers?.match === 'all' ? 'all' : 'any',
    },
    duration:
      typeof route.defaultDuration !== 'string' || route.defaultDuration === ''
        ? null
        : canonicalDuration(route.defaultDuration),
    delivery: Object.keys(delivery).length === 0 ? null : delivery,
  }
}

/**
 * Tells whether two approvals ask the same people, in the same way, for the same
 * time; names and places do not matter.
 */
export function isSameApproval(a: RouteTaken | null, b: RouteTaken | null): boolean {
  return a === b || approvalKey(a) === approvalKey(b)
}

export function approvalKey(route: RouteTaken | null): string {
  if (route === null) return 'null'
  return canonicalText([route.approvers, route.duration, route.delivery])
}
