import type { LedgerPlace } from '../git/ledger-place.ts'
import type { Lock } from '../git/lock-commit.ts'
import { isHeld } from '../git/under-lock.ts'
import type { Context } from '../workbench/context.ts'

/** Makes the question whether a run may begin its next phase: only while it certainly holds its lock. */
export function mayGoOnUnder(
  place: LedgerPlace,
  lock: Lock,
  notify: Context['notify'],
): () => Promise<boolean> {
  return () =>
    isHeld(place, lock, ({ message }) => {
      const text = `it is not known whether this run still holds the lock: ${message}; another run may write too, so what is left is not written`
      notify({ kind: 'warning', text })
    })
}
