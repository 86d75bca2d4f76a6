/** Compares the plan of a target with the one that was shown before the first write to any of several targets. */
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Plan } from '../plan/plan.ts'

const MOST_NAMED = 5

/**
 * Refuses a plan that differs from the one that was shown. A plan without steps is
 * fine, since then everything is done already. Only steps, phases and blocks are compared.
 * @throws PolicyctlError stale-plan.
 */
export function refuseOtherPlan(standing: Plan, now: Plan): void {
  if (now.steps.length === 0 && now.blocked.length === 0) return
  const [before, after] = [factsOf(standing), factsOf(now)]
  const other = [...new Set([...before.keys(), ...after.keys()])].filter(
    (policy) => before.get(policy) !== after.get(policy),
  )
  if (other.length === 0) return
  throw new PolicyctlError('stale-plan', {
    message: `the plan of ${now.target.name} is stale: other steps are needed now than when all targets were planned (${firstNames(other, MOST_NAMED)})`,
    hint: 'run it again, and look at the new plan',
  })
}

/** Collects by policy its steps and blocks; blocks of the whole plan are under '*'. */
function factsOf({ steps, phases, blocked }: Plan): ReadonlyMap<string, string> {
  const facts = new Map<string, string[]>()
  const say = (policy: string, ...fact: readonly unknown[]): void => {
    facts.set(policy, [...(facts.get(policy) ?? []), JSON.stringify(fact)])
  }
  for (const { policy, action, beforeFingerprint, afterFingerprint } of steps)
    say(policy, action, beforeFingerprint, afterFingerprint)
  for (const { phase, writes } of phases)
    for (const { policy, fingerprint } of writes) say(policy, phase, fingerprint)
  for (const { policy, guard } of blocked) say(policy ?? '*', guard)
  return new Map([...facts].map(([policy, all]) => [policy, all.join()]))
}
