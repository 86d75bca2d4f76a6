import { regionsOf } from '../../access/compare/compare.ts'
import { isNoLess } from '../../access/model/approval-order.ts'
import { directionOpens } from '../../access/model/opens.ts'
import { policyOnSides } from '../../access/model/policy-on-sides.ts'
import type { Region, RouteTaken } from '../../access/model/region.ts'
import { canonicalText } from '../../policy/canonical.ts'
import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { Step } from '../plan.ts'
import type { GuardCheck } from './guard.ts'

/**
 * Refuses to delete or widen a policy that the config protects, and to give its approvals
 * to others or for longer; only the config lifts it. A new policy has nothing to protect yet.
 */
export const protectedPolicies: GuardCheck = ({ steps, safety }) =>
  steps.flatMap((step) => {
    const glob = safety.protect.find((pattern) => matchesNameGlob(pattern, step.policy))
    const deed = glob === undefined ? null : deedOf(step)
    if (deed === null) return []
    return [
      {
        policy: step.policy,
        guard: 'protected' as const,
        fact: `would be ${deed}, but safety.protect has '${glob}'`,
        remedy: 'have safety.protect changed in policyctl.yaml, if this is wanted',
        holds: [step.policy],
        isLifted: false,
      },
    ]
  })

function deedOf({ action, direction, before, after }: Step): string | null {
  if (action === 'delete') return 'deleted'
  if (action === 'create' || direction === 'narrower' || direction === 'same') return null
  const regions = regionsOf([{ agents: [], policies: [policyOnSides('policy', before, after)] }])
  // Regions are judged one by one: joined, 'narrower' and 'rerouted' would make 'mixed', which counts as wider.
  if (regions.some((region) => directionOpens(region.direction))) return 'widened'
  const rerouted = regions.filter(({ direction }) => direction === 'rerouted')
  if (rerouted.some((region) => !isSameButWindow(region)))
    return 'changed in who approves its requests, or how'
  return rerouted.some(isLonger) ? 'approved for longer' : null
}

/** Tells whether the same people are asked in the same way, for whatever duration. */
function isSameButWindow({ routeBefore, routeAfter }: Region): boolean {
  if (routeBefore === null || routeAfter === null) return routeBefore === routeAfter
  const asked = ({ approvers, delivery }: RouteTaken): string => canonicalText([approvers, delivery])
  return asked(routeBefore) === asked(routeAfter)
}

function isLonger({ routeBefore, routeAfter }: Region): boolean {
  return !isNoLess(routeAfter, routeBefore)
}
