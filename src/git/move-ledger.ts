/**
 * Moves a ledger whose target was renamed, or whose URL, namespace or folder
 * changed: a commit on top of its history names the new owner. Neither the
 * workspace nor the history loses anything.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerContents, LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { isSameOwner } from '../policy/workspace.ts'
import { notALedger, refuseOtherLedger, twoLedgers } from './find-ledger.ts'
import { isAncestor } from './is-ancestor.ts'
import { readRevisionOfLedger } from './ledger.ts'
import { commitLedger } from './ledger-commit.ts'
import { type KnownRef, type LedgerLook, lookAtLedgers } from './ledger-look.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { acquireLock, withdrawLock } from './lock.ts'
import type { Lock } from './lock-commit.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs-of.ts'

export interface MovedLedger {
  /** The ledger before the move. */
  readonly from: LedgerSnapshot
  /** The ledger's commit after the move; that of `from` if there was nothing to do. */
  readonly revision: string
  readonly policies: number
}

/** Reads the ledger that is to move. @throws PolicyctlError ledger-missing, ledger-unreadable. */
export async function ledgerToMove(
  place: LedgerPlace,
  { ledgers }: LedgerLook,
  name: string,
): Promise<LedgerSnapshot> {
  const found = ledgers.find((ledger) => ledger.name === name)
  if (found !== undefined && found.of === null) throw notALedger(name, found.revision)
  if (found !== undefined) return readRevisionOfLedger({ ...place, ledger: name }, found.revision)
  const others = ledgers.map((ledger) => ledger.name)
  throw new PolicyctlError('ledger-missing', {
    message: `there is no ledger '${name}'`,
    hint: others.length === 0 ? 'there is none at all yet' : `known ledgers: ${others.join(', ')}`,
  })
}

export interface LedgerMove {
  /** Name of the ledger. */
  readonly name: string
  readonly nonce: string
}

/**
 * @param place the destination.
 * @throws PolicyctlError ledger-mismatch (3) if another owner's ledger is there; locked; stale-plan if a ledger changed meanwhile; those of the remote.
 */
export async function moveLedger(place: LedgerPlace, { name, nonce }: LedgerMove): Promise<MovedLedger> {
  const others = name === place.ledger ? [] : [name]
  const lock = await acquireLock(place, { intent: new Map(), nonce, wait: 0, others })
  try {
    return await moveUnder(lock, place, name)
  } finally {
    await withdrawLock(place, lock, others)
  }
}

async function moveUnder(lock: Lock, place: LedgerPlace, name: string): Promise<MovedLedger> {
  const look = await lookAtLedgers(place)
  const from = await ledgerToMove(place, look, name)
  const there = ledgerAtDestination(look, place, name)
  if (name === place.ledger && isSameOwner(from, place))
    return { from, revision: from.revision, policies: from.policies.size }
  const to = there === null ? null : await readRevisionOfLedger(place, there.revision)
  const contents = to === null ? from : joined(from, to)
  const config = place.config === 'as-recorded' ? null : place.config
  const tree = { ...contents, config: config?.text ?? null, review: null, evidence: null }
  const statement = {
    deed: 'move' as const,
    subject: `Move the ledger of ${name} to ${place.target}`,
    body: `It was of ${from.endpoint}, of the project in ${from.folder || '.'}.`,
    commit: await newerCommit(place, from, to),
    plan: null,
    counts: { policies: contents.policies.size },
    at: place.waiting.clock.now(),
    lock: lock.revision,
  }
  const revision = await commitLedger(place, statement, {
    tree,
    ...(to === null ? { before: from } : { before: to, joined: from.revision }),
    config: config?.digest ?? null,
  })
  const own = { ref: refName('ledger', place.ledger), to: revision }
  const moves =
    name === place.ledger
      ? [{ ...own, from: from.revision }]
      : [
          { ...own, from: to?.revision ?? null },
          { ref: refName('ledger', name), from: from.revision, to: null },
        ]
  if ((await refsOf(place).swap(moves, place.waiting.kill)) === 'lost') throw movedMeanwhile(name)
  return { from, revision, policies: contents.policies.size }
}

/** Finds the ledger that this workspace and project have already, so that the two are joined; null: none. */
function ledgerAtDestination({ ledgers }: LedgerLook, place: LedgerPlace, name: string): KnownRef | null {
  const there = ledgers.find((ledger) => ledger.name === place.ledger) ?? null
  if (there !== null && there.name !== name) refuseOtherLedger(there, place)
  const second = ledgers.find(
    ({ name: other, of }) =>
      of !== null && isSameOwner(of, place) && other !== name && other !== place.ledger,
  )
  if (second !== undefined) throw twoLedgers(second, { ...second, name: place.ledger })
  return there === null || there.name === name ? null : there
}

/** If both have a policy, the newer ledger knows what is live; the spec of the older one may still be live, and is kept as pending. */
function joined(from: LedgerSnapshot, to: LedgerSnapshot): LedgerContents {
  const [older, newer] = from.appliedAt < to.appliedAt ? [from, to] : [to, from]
  const merge = <Value>(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...a, ...b].sort(([x], [y]) => (x < y ? -1 : 1)))
  const pending = merge(older.pending, newer.pending)
  for (const [name, spec] of older.policies) {
    const other = newer.policies.get(name)
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(spec))
      pending.set(name, [...(pending.get(name) ?? []), spec])
  }
  return {
    ...newer,
    policies: merge(older.policies, newer.policies),
    pending: merge(new Map(), pending),
    shown: merge(older.shown ?? new Map(), newer.shown ?? new Map()),
  }
}

async function newerCommit(
  { repository, remote }: LedgerPlace,
  from: LedgerSnapshot,
  to: LedgerSnapshot | null,
): Promise<string | null> {
  if (to === null || to.commit === null || from.commit === null) return to?.commit ?? from.commit
  const isOlder = await isAncestor(repository, { ancestor: from.commit, of: to.commit, remote })
  return isOlder ? to.commit : from.commit
}

function movedMeanwhile(name: string): PolicyctlError {
  return new PolicyctlError('stale-plan', {
    message: `the ledger '${name}', or the one that it moves to, changed meanwhile`,
    hint: 'run the command again',
  })
}
