import type { Desired } from '../change/desired.ts'
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Reads } from './retried-reads.ts'

export interface Seen {
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot | null
  readonly desired: Desired
}

/**
 * Asks by name for each policy that only the ledger has. It would count as gone,
 * and be forgotten; but the API does not tell whether its list is complete. No
 * request is sent if there is no such policy.
 *
 * @throws StoreFailure answer-paginated, and those of the store.
 */
export async function refuseShortList(
  store: Pick<Reads, 'get'>,
  { live, ledger, desired }: Seen,
): Promise<void> {
  const shown = new Set(live.map(({ name }) => name))
  const remembered = new Set([...(ledger?.policies.keys() ?? []), ...(ledger?.pending.keys() ?? [])])
  for (const name of remembered) {
    if (shown.has(name) || desired.has(name) || (await store.get(name)) === null) continue
    throw new StoreFailure('answer-paginated', {
      kind: 'refused',
      status: null,
      message: `the list of policies leaves out '${name}', but the server has that policy when asked for it by name`,
      hint: 'nothing was written; try again, and if it stays so look for a newer version of policyctl: this one cannot read lists in parts',
    })
  }
}
