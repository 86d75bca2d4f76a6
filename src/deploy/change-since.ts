import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { findLedger } from '../git/find-ledger.ts'
import { type LedgerLook, lookAtLedgers } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { refuseRivals } from '../git/lock.ts'
import type { Lock } from '../git/lock-commit.ts'
import { sharesWorkspace } from '../policy/workspace.ts'
import type { Prepared } from './planning.ts'

/**
 * Finds what another run changed between the plan and the lock: this ledger, or
 * those of neighbours, of which this run may not hold all locks then.
 * @throws PolicyctlError locked, stale-plan, and as findLedger.
 */
export async function changeSince(
  { snapshot, handOvers }: Pick<Prepared, 'snapshot' | 'handOvers'>,
  place: LedgerPlace,
  lock: Lock,
): Promise<'none' | 'own' | 'neighbour'> {
  const look = await lookAtLedgers(place)
  refuseUnseen(place, look, lock)
  await refuseRivals(place, look, lock)
  const name = findLedger(look, place)
  if (name !== place.ledger) throw startedMeanwhile(name, place)
  const planned = handOvers.neighbours.flatMap((one) =>
    one.snapshot === null ? [] : [one.snapshot.revision],
  )
  const now = look.ledgers.filter(({ of }) => of !== null && sharesWorkspace(of, place))
  const others = now.filter((ledger) => ledger.name !== name).map(({ revision }) => revision)
  if (others.toSorted().join() !== planned.toSorted().join()) return 'neighbour'
  const own = now.find((ledger) => ledger.name === name)?.revision ?? null
  return own === (snapshot?.revision ?? null) ? 'none' : 'own'
}

/**
 * A remote may accept refs that it does not list. Then no ledger is found, as if
 * nothing had been applied yet, and all guards would be off.
 */
function refuseUnseen({ remote, target }: LedgerPlace, { locks }: LedgerLook, { revision }: Lock): void {
  if (locks.some((seen) => seen.revision === revision)) return
  const where = remote === null ? 'this repository' : `the remote '${remote}'`
  throw new PolicyctlError('remote-refused', {
    message: `${where} accepted the lock of '${target}' but does not list it: it hides refs/policyctl/*, or somebody ran unlock at once`,
    hint: 'let this identity read refs/policyctl/* as well (transfer.hideRefs and uploadpack.hideRefs of the server); nothing was written',
  })
}

/** The error if this run locked a ledger of its own while another run started the workspace's ledger under another name. */
function startedMeanwhile(name: string, { target }: LedgerPlace): PolicyctlError {
  return new PolicyctlError('stale-plan', {
    message: `since this run of '${target}' planned, another run has started the ledger '${name}' of the same workspace`,
    hint: 'run it again: it goes on with that ledger',
  })
}
