/** Writes ledgers after a run: one commit for each, moved into place by one compare-and-swap. */
import { createHash } from 'node:crypto'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { RETRIES } from '../diagnostic/retries.ts'
import type { Bindings } from '../policy/binding.ts'
import {
  EMPTY_LEDGER,
  type LedgerContents,
  type LedgerSnapshot,
  type Review,
} from '../policy/ledger-snapshot.ts'
import { isAncestor } from './is-ancestor.ts'
import { readLedger } from './ledger.ts'
import { commitLedger, type LedgerStatement } from './ledger-commit.ts'
import { LEDGER_FORMAT } from './ledger-file.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { isSameLedger, type LedgerDelta, mergeLedger } from './merge-ledger.ts'
import { refName } from './ref-name.ts'
import type { Move } from './refs.ts'
import { refsOf } from './refs-of.ts'

export interface LedgerWrite extends LedgerDelta, LedgerStatement {
  /** The ledger that the run planned with. */
  readonly base: LedgerSnapshot | null
  /** True if the run wrote to the target: then a commit is made even if the ledger stays the same. */
  readonly hasWritten: boolean
  /** Default: as the ledger has them. */
  readonly bindings?: Bindings
  /** The known facts of the review of the files. Default: none. */
  readonly review?: Review
}

/** One ledger of several that change together. */
export interface LedgerTask {
  readonly place: LedgerPlace
  readonly write: LedgerWrite
}

/** Other runs may move the ledger while this one commits. After this many lost races something else is wrong. */
const ATTEMPTS = RETRIES.ledger.attempts

/**
 * Commits the outcome of a run. After a lost race it is merged with the other
 * run's (merge-ledger.ts) and committed on top of that.
 *
 * @returns revision of the ledger; null: there is no ledger, and nothing to record.
 * @throws PolicyctlError as readLedger, remote-refused (4) if the remote does not accept the ref.
 */
export async function writeLedger(place: LedgerPlace, write: LedgerWrite): Promise<string | null> {
  const [revision] = await writeLedgers([{ place, write }])
  return revision ?? null
}

/** Writes all of several ledgers of one remote, or none. @returns a revision for each, as writeLedger. */
export async function writeLedgers(tasks: readonly LedgerTask[]): Promise<readonly (string | null)[]> {
  const [first] = tasks
  if (first === undefined) return []
  const refs = refsOf(first.place)
  let drafts = tasks.map((task) => ({ ...task, current: task.write.base }))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const moves = await Promise.all(drafts.map(moveOf))
    const wanted = moves.filter(({ from, to }) => from !== to)
    const isDone = wanted.length === 0 || (await refs.swap(wanted, first.place.waiting.kill)) === 'done'
    if (isDone) return moves.map(({ to }) => to)
    drafts = await Promise.all(
      tasks.map(async (task) => ({ ...task, current: await readLedger(task.place) })),
    )
  }
  const names = tasks.map(({ place }) => refName('ledger', place.ledger)).join(' and ')
  throw new PolicyctlError('remote-refused', {
    message: `${refs.place} moved ${names} ${ATTEMPTS} times while this run committed to it`,
    hint: 'look with git log who writes there, then run the command again',
  })
}

interface LedgerDraft extends LedgerTask {
  /** The ledger as it is now. */
  readonly current: LedgerSnapshot | null
}

/** Commits one ledger. `from` and `to` are equal if there is nothing to record. */
async function moveOf({ place, write, current }: LedgerDraft): Promise<Move> {
  const ref = refName('ledger', place.ledger)
  const from = current?.revision ?? null
  const merged = mergedWith(current, write)
  const commit = await newest(place, write, current)
  if (!write.hasWritten && !isNews(current, { merged, commit, write })) return { ref, from, to: from }
  const config = configOf(place, current)
  const tree = {
    ...merged,
    bindings: write.bindings ?? current?.bindings ?? null,
    config: config?.text ?? null,
    review: write.review ?? null,
    evidence: null,
  }
  const object = { tree, before: current, config: config?.digest ?? null }
  return { ref, from, to: await commitLedger(place, { ...write, commit }, object) }
}

function mergedWith(current: LedgerSnapshot | null, write: LedgerWrite) {
  // A ledger that vanished meanwhile was removed as a whole: nobody removed single policies from it.
  const before: LedgerContents = current === null ? EMPTY_LEDGER : (write.base ?? EMPTY_LEDGER)
  return mergeLedger(before, current ?? EMPTY_LEDGER, write)
}

interface Outcome {
  readonly merged: ReturnType<typeof mergedWith>
  readonly commit: string | null
  readonly write: LedgerWrite
}

/** Tells whether the policies or the commit of the files differ, or an apply should upgrade an old format. */
function isNews(current: LedgerSnapshot | null, { merged, commit, write }: Outcome): boolean {
  if (!isSameLedger(current ?? EMPTY_LEDGER, merged)) return true
  if (current === null) return false
  return current.commit !== commit || (write.deed === 'apply' && current.format < LEDGER_FORMAT)
}

/** A ledger of another project keeps the config that it was written under. */
function configOf({ config }: LedgerPlace, current: LedgerSnapshot | null) {
  if (config !== 'as-recorded') return config
  const text = current?.config ?? null
  if (text === null) return null
  return { text, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` }
}

/** After a lost race the ledger keeps the newer of both runs' commits, so that guard `behind` keeps its meaning. */
async function newest(
  { repository, remote }: LedgerPlace,
  { base, commit }: LedgerWrite,
  current: LedgerSnapshot | null,
): Promise<string | null> {
  const theirs = current?.commit ?? null
  if (theirs === null || current?.revision === base?.revision || commit === null) return commit ?? theirs
  const isOlder = await isAncestor(repository, { ancestor: commit, of: theirs, remote })
  return isOlder ? theirs : commit
}
