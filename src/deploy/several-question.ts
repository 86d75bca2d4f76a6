/**
 * Writes the question to confirm before several targets are written to: how many
 * targets, and which of them get wider access.
 */
import { regionLoosens } from '../access/model/opens.ts'
import { count } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { writtenPolicies } from '../plan/blocked-steps.ts'
import type { PlannedOutcome } from './plan-to-apply.ts'

/** The facts of a plan that the question names. */
export interface AskedPlan {
  readonly target: string
  /** Policies that would be written. */
  readonly changes: number
  readonly isHeld: boolean
  readonly isWider: boolean
}

export function askedPlan(
  { result }: PlannedOutcome,
  { skipBlocked }: { readonly skipBlocked: boolean },
): AskedPlan | null {
  if (result instanceof PolicyctlError || result.kind !== 'plan') return null
  const { target, access, blocked } = result.document
  return {
    target: target.name,
    changes: writtenPolicies(result.document).size,
    isHeld: blocked.length > 0 && !skipBlocked,
    isWider: access.some(regionLoosens),
  }
}

/** @param asked null for a target without a plan. @returns the question without '[y/N]'; null: nothing would be written. */
export function questionOf(asked: readonly (AskedPlan | null)[]): string | null {
  const plans = asked.filter((plan) => plan !== null)
  const held = plans.filter(({ isHeld }) => isHeld)
  const written = plans.filter(({ changes, isHeld }) => changes > 0 && !isHeld)
  if (written.length === 0) return null
  const total = written.reduce((sum, { changes }) => sum + changes, 0)
  const wider = written.filter(({ isWider }) => isWider)
  const left = asked.length - plans.length
  const facts = [
    wider.length === 0 ? 'none gets wider access' : `wider access in ${listed(wider)}`,
    ...(held.length > 0 ? [`blocked, not written: ${listed(held)}`] : []),
    ...(left > 0 ? [`${left} could not be planned`] : []),
  ]
  return `Apply ${count(total, 'change')} to ${count(written.length, 'target')} (${facts.join('; ')})?`
}

/** Lists all names: the person must see which targets the yes is for. */
function listed(plans: readonly AskedPlan[]): string {
  return `${plans.length}: ${plans.map(({ target }) => target).join(', ')}`
}
