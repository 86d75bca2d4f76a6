import { aheadOf } from '../diagnostic/age.ts'
import { isInPlace } from '../git/assert-as-stated.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Context } from './context.ts'

/** Warns of a newest commit of the ledger that is not where, or when, it says to be. */
export async function tellNewestCommit(
  place: LedgerPlace,
  snapshot: LedgerSnapshot,
  context: Context,
): Promise<void> {
  tellClock(place, snapshot, context)
  await tellReplaced(place, snapshot, context)
}

/** Warns if somebody put an earlier revision on top of the ledger: what came after it looks like edits by hand. */
async function tellReplaced(
  { repository, ledger }: LedgerPlace,
  { revision, evidence }: LedgerSnapshot,
  { notify }: Context,
): Promise<void> {
  if (await isInPlace(repository.git, { revision, evidence })) return
  const text = `the newest commit of the ledger '${ledger}', ${revision.slice(0, 12)}, does not follow the commit that its statement names: somebody put an earlier revision there by hand, and what was applied since looks like edits by hand; policyctl verify says more`
  notify({ kind: 'warning', text })
}

/**
 * Warns if the newest commit of the ledger is dated later than this machine's time: what this run records would seem to
 * have happened before it (docs/decisions/0365).
 */
function tellClock(
  { ledger }: LedgerPlace,
  { revision, appliedAt }: LedgerSnapshot,
  { clock, notify }: Context,
): void {
  const now = clock.now()
  const ahead = aheadOf(appliedAt, now)
  if (ahead === null) return
  const text = `the newest commit of the ledger '${ledger}', ${revision.slice(0, 12)}, is dated ${appliedAt}, ${ahead} ahead of this machine's clock (${now.toISOString()}): one of the two clocks is wrong; an apply from here would be dated before it`
  notify({ kind: 'warning', text })
}
