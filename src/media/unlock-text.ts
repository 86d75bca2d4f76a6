import type { LockFacts, LockRemoval, UnlockAnswer } from '../answers/unlock.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { printable } from '../words/printable.ts'

const NAMES_SHOWN = 10

const ALIVE =
  'if that run is still alive, it ends before its next phase; its last requests may still arrive: give it a moment\n'

/** Prints the lock, unless it was shown before, and the result. */
export function unlockText({ view }: UnlockAnswer): string {
  const { target, lock, wasShown, removal } = view
  if (lock === null) return `nobody holds the lock of '${printable(target)}'\n`
  const shown = wasShown ? '' : heldLockText(lock)
  if (removal === null) return shown
  const alive = removal.released && removal.isYoung ? ALIVE : ''
  return `${shown}${removalText(lock, removal)}${alive}`
}

export function heldLockText({ target, holder, run, age, since, writes }: LockFacts): string {
  const lines = [
    `lock of '${printable(target)}'`,
    `${writes === null ? '  made by ' : '  holder  '}${printable(holder)}`,
    ...(run === null ? [] : [`  run     ${printable(run)}`]),
    `  age     ${age}${since === '' ? '' : ` (since ${printable(since)})`}`,
    `  writes  ${writes === null ? 'not known: policyctl did not write this ref' : namesIn(writes)}`,
  ]
  return `${lines.join('\n')}\n`
}

function namesIn(names: readonly string[]): string {
  return firstNames(names.map(printable), NAMES_SHOWN)
}

function removalText({ writes }: LockFacts, { kept, released }: LockRemoval): string {
  const removed = released ? 'removed' : 'it was gone already'
  if (writes === null) return `${removed}; look at policyctl drift before the next apply\n`
  if (kept === 0) return `${removed}; that run had written its ledger, so nothing is left to finish\n`
  const policies = kept === 1 ? '1 policy' : `${kept} policies`
  return `${removed}; the ledger keeps what that run may have left undone of ${policies}: policyctl apply finishes the job\n`
}
