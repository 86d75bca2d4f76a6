import { regionLoosens } from '../../access/model/opens.ts'
import type { Region } from '../../access/model/region.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses steps that make access wider, or hand it to other approvers, if the config requires approval of that. */
export const widening: GuardCheck = ({ steps, access, safety, overrides, namesTarget }) => {
  if (safety.widening !== 'approve') return []
  const changed = new Set(steps.map(({ policy }) => policy))
  const causes = new Map<string, Region>()
  for (const region of access.filter(regionLoosens)) {
    for (const policy of region.policies) {
      if (changed.has(policy) && !causes.has(policy)) causes.set(policy, region)
    }
  }
  return [...causes].sort().map(([policy, region]) => ({
    policy,
    guard: 'widening',
    fact: `makes access ${region.direction} (${region.witness.method} ${region.witness.url}), and safety.widening is approve`,
    remedy: `${overrideText('--allow-widening', null, { namesTarget })} lifts it`,
    holds: [policy],
    isLifted: overrides.allowWidening,
  }))
}
