import { isSameSpec } from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'
import { DENY_NOTHING } from './interim-spec.ts'
import type { Plan } from './plan.ts'

/**
 * Lists the states in which a run of these phases may leave each policy that it
 * writes: before, tightened, after. null stands for 'absent'. A policy that was
 * absent may also be left with the deny of nothing, which replaces a create that
 * the server spoiled. The lock's tree holds the list, so that the next run
 * recognises a state that a kill -9 left.
 */
export function intentOf({
  steps,
  phases,
}: Pick<Plan, 'steps' | 'phases'>): ReadonlyMap<string, readonly (Spec | null)[]> {
  const intent = new Map<string, (Spec | null)[]>()
  const befores = new Map(steps.map(({ policy, before }) => [policy, before]))
  for (const { policy, spec } of phases.flatMap(({ writes }) => writes)) {
    const specs = intent.get(policy) ?? [befores.get(policy) ?? null]
    if (!specs.some((known) => isSameSpec(known, spec))) specs.push(spec)
    intent.set(policy, specs)
  }
  for (const specs of intent.values()) if (specs[0] === null) specs.push(DENY_NOTHING)
  return intent
}
