import type { LedgerPlace } from '../git/ledger-place.ts'
import { writeLedger } from '../git/write-ledger.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Policies } from '../policy/policy.ts'

/**
 * Lets the ledger know policies as they are live, as specs that we may have
 * left there: a change of one of their files is then the repository's, and no
 * overwritten live edit. They are not yet owned: until an apply has seen their
 * files, a checkout without these files deletes nothing
 * (docs/decisions/0071-adopted-is-not-yet-owned.md).
 *
 * @returns the ledger's revision, null where there is none and nothing to say.
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
    // The commit that was last applied stays the one that guard `behind` looks at.
    commit: ledger?.commit ?? place.repository.head,
    plan: null,
    counts: { adopted: specs.size },
    at,
    lock: null,
    hasWritten: false,
  })
}
