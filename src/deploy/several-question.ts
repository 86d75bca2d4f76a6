/**
 * Words the question that a person answers before several targets are written
 * to: how many targets, and which of them get wider.
 */
import { regionLoosens } from '../access/model/opens.ts'
import { count } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { writtenPolicies } from '../plan/held.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlannedOutcome } from './plan-to-apply.ts'

/** @returns without '[y/N]'; null where nothing would be written. */
export function questionOf(
  planned: readonly PlannedOutcome[],
  { skipBlocked }: { readonly skipBlocked: boolean },
): string | null {
  const plans = planned.flatMap(({ result }) =>
    result instanceof PolicyctlError || result.kind !== 'plan' ? [] : [result.document],
  )
  const isHeld = ({ blocked }: Plan): boolean => blocked.length > 0 && !skipBlocked
  const written = plans.filter((plan) => plan.phases.length > 0 && !isHeld(plan))
  if (written.length === 0) return null
  const changes = written.reduce((sum, plan) => sum + writtenPolicies(plan).size, 0)
  const wider = written.filter(({ access }) => access.some(regionLoosens))
  const left = planned.length - plans.length
  const facts = [
    wider.length === 0 ? 'none gets wider access' : `wider access in ${listed(wider)}`,
    ...(plans.some(isHeld) ? [`blocked, not written: ${listed(plans.filter(isHeld))}`] : []),
    ...(left > 0 ? [`${left} could not be planned`] : []),
  ]
  return `Apply ${count(changes, 'change')} to ${count(written.length, 'target')} (${facts.join('; ')})?`
}

/** All of them: whoever says yes knows for which. */
function listed(plans: readonly Plan[]): string {
  return `${plans.length}: ${plans.map(({ target }) => target.name).join(', ')}`
}
