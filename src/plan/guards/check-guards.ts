/** All guards over one plan, and what lifts them. Adding one: its file, a line here, a row in the contract. */
import type { Blocked } from '../plan.ts'
import { behind } from './behind.ts'
import { emptyDesired } from './empty-desired.ts'
import { type Exception, isInForce, lifts } from './exception.ts'
import type { GuardCheck, Guarded, Refusal } from './guard.ts'
import { inUse } from './in-use.ts'
import { liveNarrowed } from './live-narrowed.ts'
import { massDelete } from './mass-delete.ts'
import { protect } from './protect.ts'
import { widening } from './widening.ts'

const CHECKS: readonly GuardCheck[] = [
  behind,
  emptyDesired,
  massDelete,
  protect,
  inUse,
  liveNarrowed,
  widening,
]

export interface GuardVerdict {
  readonly blocked: readonly Blocked[]
  /** Policies whose steps must not be written. */
  readonly held: ReadonlySet<string>
  /** Exceptions that lifted nothing, or whose day is over. */
  readonly idle: readonly Exception[]
}

/**
 * @param more refusals that need more than the plan: broken guardrails.
 * @param today YYYY-MM-DD, UTC.
 */
export function checkGuards(
  guarded: Guarded,
  {
    exceptions,
    today,
    more = [],
  }: { exceptions: readonly Exception[]; today: string; more?: readonly Refusal[] },
): GuardVerdict {
  const refusals = [...CHECKS.flatMap((check) => check(guarded)), ...more]
  const inForce = exceptions.filter((exception) => isInForce(exception, today))
  const standing = refusals.filter(
    (refusal) => !refusal.isLifted && !inForce.some((exception) => lifts(exception, refusal)),
  )
  return {
    blocked: standing.map(({ policy, guard, message }) => ({ policy, guard, message })),
    held: new Set(standing.flatMap(({ holds }) => holds)),
    idle: exceptions.filter(
      (exception) => !inForce.includes(exception) || !refusals.some((refusal) => lifts(exception, refusal)),
    ),
  }
}
