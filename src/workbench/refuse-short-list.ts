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
 * What the ledger has, no file has and the list does not show would be
 * forgotten as gone. It is asked for by name before, since the API says
 * nothing of whether its list is whole. Costs nothing where there is none.
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
      message: `the list of policies leaves out '${name}', which is there when it is asked for by name`,
      hint: 'nothing was written; try again, and if it stays so look for a newer version of policyctl: this one reads whole lists only',
    })
  }
}
