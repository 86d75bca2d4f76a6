/** Finds the commits of a ledger that this clone has and the remote gave up. */
import { isSameOwner } from '../policy/workspace.ts'
import { readCommit } from './commit.ts'
import { isGivenUp, keptRefs, LEDGERS, LOST } from './keep-lost.ts'
import type { LedgerLook } from './ledger-look.ts'
import { ledgerMessage } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { localTips } from './local-refs.ts'
import { refName } from './ref-name.ts'
import type { Git } from './run-git.ts'

/** Commits of a ledger that this clone has and its remote gave up. */
export interface LostLedger {
  /** The ref of this clone that has them. */
  readonly ref: string
  readonly revision: string
  /** True if the remote has no ledger of this owner at all. */
  readonly isGone: boolean
}

/** @param place with the name of its ledger. */
export async function lostLedgers(
  place: LedgerPlace,
  { ledgers }: LedgerLook,
): Promise<readonly LostLedger[]> {
  const { repository, remote, ledger } = place
  if (remote === null) return []
  const { git } = repository
  const tips = ledgers.map(({ revision }) => revision)
  const own = refName('ledger', ledger).replace(LEDGERS, LOST)
  const kept = [...(await keptRefs(git))].filter(([ref]) => ref.startsWith(`${own}/`))
  const isGone = !ledgers.some(({ name }) => name === ledger)
  const copies = isGone ? await copiesOf(place) : []
  const lost: LostLedger[] = []
  for (const [ref, revision] of [...copies, ...kept])
    if (await isGivenUp(git, revision, tips)) lost.push({ ref, revision, isGone })
  return withoutOlder(git, lost)
}

/** Drops commits that another one contains, such as the copy from before a move: who puts it back would lose the rest. */
async function withoutOlder(git: Git, lost: readonly LostLedger[]): Promise<readonly LostLedger[]> {
  const newest: LostLedger[] = []
  for (const [index, one] of lost.entries()) {
    const others = lost.filter(({ revision }, at) => revision !== one.revision || at < index)
    const holders = await Promise.all(others.map(({ revision }) => contains(git, revision, one.revision)))
    if (!holders.includes(true)) newest.push(one)
  }
  return newest
}

async function contains(git: Git, commit: string, earlier: string): Promise<boolean> {
  return (await git.attempt(['merge-base', '--is-ancestor', earlier, commit])).status === 0
}

/** Lists this clone's copies of ledgers of the place's workspace and project. */
async function copiesOf(place: LedgerPlace): Promise<readonly (readonly [string, string])[]> {
  const { git } = place.repository
  const copies: (readonly [string, string])[] = []
  for (const [ref, revision] of await localTips(git, LEDGERS)) {
    const of = ledgerMessage(await readCommit(git, revision))
    if (of !== null && isSameOwner(of, place)) copies.push([ref, revision])
  }
  return copies
}
