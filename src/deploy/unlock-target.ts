import { type LockFacts, type UnlockAnswer, unlockAnswer } from '../answers/unlock.ts'
import { ageOf } from '../diagnostic/age.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { lookAtLedgers } from '../git/ledger-look.ts'
import { lockIn } from '../git/lock.ts'
import type { Lock } from '../git/lock-commit.ts'
import { breakLock } from '../git/unlock.ts'
import { requireLedger } from '../workbench/require-ledger.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Desk } from './desk.ts'

export interface UnlockQuestion {
  /** True to remove the lock without asking. */
  readonly yes: boolean
}

const REALLY =
  'If that run is still alive, it would write without a lock until its next phase. Remove the lock?'

/** Milliseconds. The holder of a younger lock, or a request of it, may still be at work. */
const YOUNG = 600_000

/**
 * Removes the lock of a run that died. The ledger keeps the writes that it intended
 * (docs/ledger.md). Needs git only, and sends nothing to the workspace.
 *
 * @throws PolicyctlError git-required, confirmation-required, and those of the remote.
 */
export async function unlockTarget(
  workbench: Workbench,
  question: UnlockQuestion,
  desk: Desk,
): Promise<UnlockAnswer> {
  assertQuestion('unlockTarget', question, { yes: FIELD.flag })
  const { yes } = question
  const { clock } = workbench.context
  const { name: target } = workbench.identity()
  const place = await requireLedger('unlock', workbench)
  const lock = await lockIn(await lookAtLedgers(place), place)
  if (lock === null) return unlockAnswer({ target, lock, wasShown: false, removal: null })
  const facts = factsOf(target, lock, clock.now())
  const found = { target, lock: facts, wasShown: !yes }
  if (!yes) await desk.showLock(facts)
  if (!yes && !(await desk.confirm(REALLY))) return unlockAnswer({ ...found, removal: null })
  const { kept, released } = await breakLock(place, lock)
  const isYoung = clock.now().getTime() - Date.parse(lock.since) < YOUNG
  return unlockAnswer({ ...found, removal: { kept, released, isYoung } })
}

function factsOf(target: string, { actor, run, since, intent }: Lock, now: Date): LockFacts {
  const writes = intent === null ? null : [...intent.keys()]
  return { target, holder: actor, run, age: ageOf(since, now), since, writes }
}
