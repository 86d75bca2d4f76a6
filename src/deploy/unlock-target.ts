import { type LockFacts, type UnlockAnswer, unlockAnswer } from '../answers/unlock.ts'
import { lookAtLedgers } from '../git/ledger-look.ts'
import { lockIn } from '../git/lock.ts'
import { ageOf, type Lock } from '../git/lock-commit.ts'
import { breakLock } from '../git/unlock.ts'
import { requireLedger } from '../workbench/require-ledger.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Desk } from './desk.ts'

export interface UnlockQuestion {
  /** Does not ask. */
  readonly yes: boolean
}

const REALLY =
  'If that run is still alive, it would write without a lock until its next phase. Remove the lock?'

/** Milliseconds within which the holder, or what it has sent, may still be under way. */
const YOUNG = 600_000

/**
 * Removes the lock of a run that died. What it was about to write stays known
 * (docs/ledger.md). Talks to git only, never to the workspace.
 *
 * @throws PolicyctlError git-required, confirmation-required, and those of the remote.
 */
export async function unlockTarget(
  workbench: Workbench,
  { yes }: UnlockQuestion,
  desk: Desk,
): Promise<UnlockAnswer> {
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
