/** Writes ledgers after a run: a commit each, moved into place by one compare-and-swap. */
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
  /** True if a commit is made even if nothing of the ledger changes: the target was written to. */
  readonly hasWritten: boolean
  /** The bindings. Default: as the ledger has them. */
  readonly bindings?: Bindings
  /** The known facts of the review of the files. Default: none. */
  readonly review?: Review
}

/** One ledger of several that change together. */
export interface LedgerTask {
  readonly place: LedgerPlace
  readonly write: LedgerWrite
}

/** Other runs may move the ledger while this one commits; more often than this is no accident. */
const ATTEMPTS = RETRIES.ledger.attempts

/**
 * Commits what a run did. A lost race is run again on top of what the other
 * side applied, with what both did merged (merge-ledger.ts).
 *
 * @returns revision of the ledger, null where there is none and nothing to say.
 * @throws PolicyctlError as readLedger, remote-refused (4) where the remote does not take the ref.
 */
export async function writeLedger(place: LedgerPlace, write: LedgerWrite): Promise<string | null> {
  const [revision] = await writeLedgers([{ place, write }])
  return revision ?? null
}

/** Several ledgers of one remote: all of them are written, or none. @returns a revision each, as writeLedger. */
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
    hint: 'see with git log who writes there; run the command again',
  })
}

interface LedgerDraft extends LedgerTask {
  /** The ledger as it is now. */
  readonly current: LedgerSnapshot | null
}

/** From and to are the same where there is nothing to say. */
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
  // A ledger that vanished meanwhile was taken away as a whole: nobody took single policies out of it.
  const before: LedgerContents = current === null ? EMPTY_LEDGER : (write.base ?? EMPTY_LEDGER)
  return mergeLedger(before, current ?? EMPTY_LEDGER, write)
}

interface Outcome {
  readonly merged: ReturnType<typeof mergedWith>
  readonly commit: string | null
  readonly write: LedgerWrite
}

/** Policies, the commit of the files, or an old format that an apply brings up to date. */
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
