/**
 * The refs of a remote, moved by pushing with a lease. Copies of what was seen
 * are kept under the same names in this repository, for `git log`; they are
 * never believed.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { localRef, localTips, tipsIn, updateRef, updateRefs } from './local-refs.ts'
import { lockFileIn, lockFileLeft } from './lock-file.ts'
import type { Move, Refs } from './refs.ts'
import type { Git, GitOutput } from './run-git.ts'

const REMOTE = { isRemote: true } as const
const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--refmap=',
  '--no-recurse-submodules',
]

export function remoteRefs(git: Git, remote: string): Refs {
  return {
    place: `the remote '${remote}'`,
    read: (ref) => readTip(git, remote, ref),
    list: (prefix) => readTips(git, remote, prefix),
    swap: (ref, move) => swapTip(git, remote, { ref, ...move }),
  }
}

/**
 * What another run does between two looks may make one fail: it takes a lock
 * and gives it back in less time than a fetch needs. Looking again tells such
 * a race from a remote that refuses.
 */
const TRIES = 4

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
    const tips = await remoteTips(git, remote, prefix)
    if (tips.size === 0) return tips
    const here = await localTips(git, prefix)
    const missing = [...tips].filter(([ref, oid]) => here.get(ref) !== oid)
    if (missing.length === 0) return tips
    const failure = await bringAll(git, remote, missing)
    if (failure === null) return tips
    const now = await remoteTips(git, remote, prefix)
    const hasMoved = missing.some(([ref, oid]) => now.get(ref) !== oid)
    if (!hasMoved || tries === TRIES) throw unreachable(remote, failure)
  }
}

async function swapTip(git: Git, remote: string, { ref, ...move }: Move & { ref: string }) {
  for (let tries = 1; ; tries += 1) {
    const output = await push(git, remote, { ref, ...move })
    // The answer can be lost after the deed, so what the ref holds now decides, not the status.
    const now = output.status === 0 ? move.to : await remoteTip(git, remote, ref)
    if (now === move.to) return remember(git, ref, move.to)
    if (now !== move.from) return 'lost'
    if (tries === TRIES) throw refused(remote, ref, output)
  }
}

/** Brings objects from a remote; moves no ref, writes no FETCH_HEAD. `wanted`: refs, object ids, options. */
export function fetchObjects(git: Git, remote: string, wanted: readonly string[]): Promise<GitOutput> {
  return git.attempt([...FETCH, remote, ...wanted], REMOTE)
}

/** What a ref of the remote holds now, null where there is none. @throws PolicyctlError remote-unreachable. */
export async function remoteTip(git: Git, remote: string, ref: string): Promise<string | null> {
  return (await remoteTips(git, remote, ref)).get(ref) ?? null
}

/** @param prefix a ref, or the beginning of several, which ends in '/'. */
async function remoteTips(git: Git, remote: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  const pattern = prefix.endsWith('/') ? `${prefix}*` : prefix
  const output = await git.attempt(['ls-remote', '--refs', '--quiet', remote, pattern], REMOTE)
  if (output.status !== 0) throw unreachable(remote, output)
  return tipsIn(output.stdout.toString('utf8'), prefix)
}

/** @returns what git said where it failed, null where all commits are here. */
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
  if ((await updateRefs(git, copies)).status === 0) return null
  for (const [ref, oid] of tips) {
    // The ref may have moved on since it was read; its object is in the history then, or is asked for by name.
    if ((await updateRef(git, ref, { to: oid })).status === 0) continue
    const failure = await bring(git, remote, { ref, oid })
    if (failure !== null) return failure
  }
  return null
}

/** @returns what git said where it failed, null where the commit is here. */
async function bring(
  git: Git,
  remote: string,
  { ref, oid }: { ref: string; oid: string },
): Promise<GitOutput | null> {
  const output = await fetchObjects(git, remote, [ref])
  if (output.status !== 0) return output
  // The ref may have moved on since it was read; the commit that was read is an ancestor then, or is asked for by name.
  const isHere = (await git.attempt(['cat-file', '-e', `${oid}^{commit}`])).status === 0
  if (!isHere) {
    const again = await fetchObjects(git, remote, [oid])
    if (again.status !== 0) return again
  }
  await remember(git, ref, oid)
  return null
}

function push(git: Git, remote: string, { ref, from, to }: Move & { ref: string }): Promise<GitOutput> {
  const lease = `--force-with-lease=${ref}:${from ?? ''}`
  return git.attempt(['push', '--porcelain', '--no-verify', lease, remote, `${to ?? ''}:${ref}`], REMOTE)
}

/** Keeps a copy for `git log`; that another run keeps one at the same moment is no failure. */
async function remember(git: Git, ref: string, oid: string | null): Promise<'done'> {
  await updateRef(git, ref, { to: oid })
  return 'done'
}

export function unreachable(remote: string, { stderr }: GitOutput): PolicyctlError {
  const file = lockFileIn(stderr)
  if (file !== null) return lockFileLeft(file)
  return new PolicyctlError('remote-unreachable', {
    message: `the remote '${remote}' cannot be read: ${oneLine(stderr)}`,
    hint: `it holds ledger and lock; 'git ls-remote ${remote}' must work without asking for a password`,
  })
}

function refused(remote: string, ref: string, { stdout, stderr }: GitOutput): PolicyctlError {
  const rejected = stdout
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith('!'))
  return new PolicyctlError('remote-refused', {
    message: `the remote '${remote}' did not take ${ref}: ${oneLine(`${rejected ?? ''} ${stderr}`)}`,
    hint: 'allow this identity to push refs/policyctl/* (in a workflow: permissions: contents: write), and exempt them from push rules',
  })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500) || 'git said nothing'
}
