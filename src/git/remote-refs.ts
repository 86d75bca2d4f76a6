/**
 * The refs of a remote, moved by pushing with a lease. This repository keeps
 * copies under the same names for `git log`; they are never trusted.
 */
import pLimit from 'p-limit'
import { RETRIES } from '../diagnostic/retries.ts'
import { hasCommit } from './has-commit.ts'
import { keepLost, LOST, noteLost } from './keep-lost.ts'
import { localRef, localTips, updateRef, updateRefs } from './local-refs.ts'
import type { Move, Refs } from './refs.ts'
import { fetchObjects, isRejected, pushMoves, refused, remoteTips, unreachable } from './remote-talk.ts'
import type { Git, GitOutput } from './run-git.ts'

export function remoteRefs(git: Git, remote: string): Refs {
  return {
    place: `the remote '${remote}'`,
    read: (ref) => readTip(git, remote, ref),
    tips: (prefix) => remoteTips(git, remote, [prefix]),
    list: (prefix) => readTips(git, remote, prefix),
    swap: (moves) => swapTips(git, remote, moves),
  }
}

/**
 * A fetch may fail because another run released its lock meanwhile. A second try tells that from a
 * remote that refuses.
 */
const TRIES = RETRIES.remoteRef.attempts

async function readTip(git: Git, remote: string, ref: string): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    const oid = await remoteTip(git, remote, ref)
    if (oid === null || oid === (await localRef(git, ref))) return oid
    const failure = await bring(git, remote, { ref, oid })
    if (failure === null) return oid
    const hasMoved = (await remoteTip(git, remote, ref)) !== oid
    if (!hasMoved || tries === TRIES) throw unreachable(remote, failure)
  }
}

async function readTips(git: Git, remote: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  for (let tries = 1; ; tries += 1) {
    const tips = await remoteTips(git, remote, [prefix])
    if (tips.size === 0) return tips
    const here = await localTips(git, prefix, LOST)
    await noteLost(git, here)
    const missing = [...tips].filter(([ref, oid]) => here.get(ref) !== oid)
    if (missing.length === 0) return tips
    const failure = await bringAll(git, remote, missing)
    if (failure === null) return tips
    const now = await remoteTips(git, remote, [prefix])
    const hasMoved = missing.some(([ref, oid]) => now.get(ref) !== oid)
    if (!hasMoved || tries === TRIES) throw unreachable(remote, failure)
  }
}

async function swapTips(git: Git, remote: string, moves: readonly Move[]): Promise<'done' | 'lost'> {
  for (let tries = 1; ; tries += 1) {
    const output = await oneAfterAnother(() => pushMoves(git, remote, moves))
    // The answer can be lost after the remote moved the refs, so the refs decide, not the status.
    const now =
      output.status === 0
        ? null
        : await remoteTips(
            git,
            remote,
            moves.map(({ ref }) => ref),
          )
    if (now === null) return rememberOwn(git, moves)
    if (moves.every(({ ref, to }) => (now.get(ref) ?? null) === to)) {
      await rememberOwn(git, moves)
      // Rejected at the first try: somebody else had moved the refs there before.
      return tries === 1 && isRejected(output) ? 'lost' : 'done'
    }
    if (moves.some(({ ref, from }) => (now.get(ref) ?? null) !== from)) return 'lost'
    if (tries === TRIES) throw refused(remote, moves, output)
  }
}

/**
 * An apply to several targets writes several ledgers of one remote. Parallel pushes would collide
 * on the server's lock files, so they wait for each other.
 */
const oneAfterAnother = pLimit(1)

/** @returns git's output if it failed; null: all commits are here. */
async function bringAll(
  git: Git,
  remote: string,
  tips: readonly (readonly [string, string])[],
): Promise<GitOutput | null> {
  const fetched = await fetchObjects(
    git,
    remote,
    tips.map(([ref]) => ref),
  )
  if (fetched.status !== 0) return fetched
  const copies = tips.map(([ref, oid]) => ({ ref, to: oid }))
  await keepLost(git, copies)
  if ((await updateRefs(git, copies)).status === 0) return null
  for (const [ref, oid] of tips) {
    // The ref may have moved since it was read: then the object is in its history, or is fetched by id.
    if ((await updateRef(git, ref, { to: oid })).status === 0) continue
    const failure = await bring(git, remote, { ref, oid })
    if (failure !== null) return failure
  }
  return null
}

/** @returns git's output if it failed; null: the commit is here. */
async function bring(
  git: Git,
  remote: string,
  { ref, oid }: { ref: string; oid: string },
): Promise<GitOutput | null> {
  const output = await fetchObjects(git, remote, [ref])
  if (output.status !== 0) return output
  // The ref may have moved since it was read: then the commit is in its history, or is fetched by id.
  if (!(await hasCommit(git, oid))) {
    const again = await fetchObjects(git, remote, [oid])
    if (again.status !== 0) return again
  }
  await keepLost(git, [{ ref, to: oid }])
  await remember(git, [{ ref, to: oid }])
  return null
}

/** Keeps copies for `git log`. Failures are ignored: another run may write the same copy. */
async function remember(git: Git, moves: readonly Pick<Move, 'ref' | 'to'>[]): Promise<'done'> {
  await updateRefs(
    git,
    moves.map(({ ref, to }) => ({ ref, to })),
  )
  return 'done'
}

/** As `remember`, for refs that this run moved: a new ledger does not contain the one that the remote had before. */
async function rememberOwn(git: Git, moves: readonly Move[]): Promise<'done'> {
  await keepLost(
    git,
    moves.flatMap(({ ref, from, to }) => (from === null && to !== null ? [{ ref, to }] : [])),
  )
  return remember(git, moves)
}

/** Returns the commit of a remote ref; null: there is no such ref. @throws PolicyctlError remote-unreachable. */
export async function remoteTip(git: Git, remote: string, ref: string): Promise<string | null> {
  return (await remoteTips(git, remote, [ref])).get(ref) ?? null
}
