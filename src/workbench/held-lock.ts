import type { HeldLock } from '../answers/plan.ts'
import { ageOf } from '../diagnostic/age.ts'
import type { Lock } from '../git/lock-commit.ts'

/** @returns null if nobody holds it. */
export function heldLock(lock: Lock | null, now: Date): HeldLock | null {
  return lock === null ? null : { holder: lock.actor, age: ageOf(lock.since, now) }
}
