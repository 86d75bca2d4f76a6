import { isSameSpec } from '../policy/canonical.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import type { Lock } from './lock-commit.ts'

/**
 * Adds the intent of a held lock to the ledger, as pending: the holder may have written it already, so a plan must
 * not take it for an edit by somebody. For reading only; the holder's run, or `unlock`, writes it to the ledger.
 */
export function withHeldIntent(ledger: LedgerSnapshot | null, lock: Lock | null): LedgerSnapshot | null {
  if (ledger === null || lock === null || lock.intent === null) return ledger
  // Intended writes of another project are not this ledger's.
  if (lock.folder !== ledger.folder) return ledger
  const pending = new Map<string, readonly (Spec | null)[]>(ledger.pending)
  for (const [name, specs] of lock.intent) {
    const known = pending.get(name) ?? []
    pending.set(name, [...known, ...specs.filter((spec) => !known.some((other) => isSameSpec(other, spec)))])
  }
  return { ...ledger, pending }
}
