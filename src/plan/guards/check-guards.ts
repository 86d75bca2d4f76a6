/** Runs all guards on a plan, and finds what lifts them. CONTRIBUTING.md says how to add a guard. */
import { behind } from './behind.ts'
import { emptyDesired } from './empty-desired.ts'
import { type Exception, isInForce, lifts } from './exception.ts'
import type { GuardCheck, Guarded, Refusal } from './guard.ts'
import { inUse } from './in-use.ts'
import { liveNarrowed } from './live-narrowed.ts'
import { massDelete } from './mass-delete.ts'
import { protectedPolicies } from './protected.ts'
import { unknownFieldsErased } from './unknown-fields.ts'
import { widening } from './widening.ts'

const CHECKS: readonly GuardCheck[] = [
  behind,
  emptyDesired,
  massDelete,
  protectedPolicies,
  inUse,
  liveNarrowed,
  unknownFieldsErased,
  widening,
]

/** A refusal, and what lifts it. */
export interface Ruling extends Pick<Refusal, 'policy' | 'guard' | 'fact' | 'remedy'> {
  /** null: nothing lifts it; 'option': an override on the command line. */
  readonly liftedBy: Exception | 'option' | null
}

export interface GuardVerdict {
  /** In the order of the guards. */
  readonly rulings: readonly Ruling[]
  /** Policies whose steps must not be written. */
  readonly held: ReadonlySet<string>
  /** Exceptions that lifted nothing, or whose day is over. */
  readonly idle: readonly Exception[]
}

/**
 * @param more refusals of other origin: broken guardrails.
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
  const ruled = refusals.map((refusal) => ({ refusal, liftedBy: lifterOf(refusal, inForce) }))
  return {
    rulings: ruled.map(({ refusal: { policy, guard, fact, remedy }, liftedBy }) => ({
      policy,
      guard,
      fact,
      remedy,
      liftedBy,
    })),
    held: new Set(ruled.flatMap(({ refusal, liftedBy }) => (liftedBy === null ? refusal.holds : []))),
    idle: exceptions.filter(
      (exception) => !inForce.includes(exception) || !refusals.some((refusal) => lifts(exception, refusal)),
    ),
  }
}

function lifterOf(refusal: Refusal, inForce: readonly Exception[]): Ruling['liftedBy'] {
  if (refusal.isLifted) return 'option'
  return inForce.find((exception) => lifts(exception, refusal)) ?? null
}
