import type { LedgerPlace } from '../git/ledger-place.ts'
import { writeLedger } from '../git/write-ledger.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Policies } from '../policy/policy.ts'

/**
 * Records adopted policies in the ledger as pending, with their live specs. A
 * later change of their files then counts as a change of the repository, not as
 * one that overwrites a live edit. They are not owned yet: until an apply has seen
 * their files, a checkout without these files deletes nothing
 * (docs/decisions/0071-adopted-is-not-yet-owned.md).
 *
 * @returns the ledger's revision; null: there is no ledger, and nothing to record.
 * @throws PolicyctlError remote-unreachable, remote-refused (4).
 */
export function startLedger(
  place: LedgerPlace,
  { ledger, specs, at }: { ledger: LedgerSnapshot | null; specs: Policies; at: Date },
): Promise<string | null> {
  const count = `${specs.size} ${specs.size === 1 ? 'policy' : 'policies'}`
  return writeLedger(place, {
    base: ledger,
    deed: 'adopt',
    settled: new Map(),
    shown: new Map(),
    pending: new Map([...specs].map(([name, spec]) => [name, [spec]])),
    subject: `Adopt ${count} of ${place.target}`,
    body: [...specs.keys()].map((name) => `adopted ${name}`).join('\n'),
    // Guard `behind` still compares with the commit that was last applied.
    commit: ledger?.commit ?? place.repository.head,
    plan: null,
    counts: { adopted: specs.size },
    at,
    lock: null,
    hasWritten: false,
  })
}
