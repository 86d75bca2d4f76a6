/** Sends requests to a git remote: lists refs, fetches objects, and pushes with a lease. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { tipsIn } from './local-refs.ts'
import { lockFileIn, lockFileLeft } from './lock-file.ts'
import type { Move } from './refs.ts'
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

/** Fetches objects; moves no ref, writes no FETCH_HEAD. @param wanted refs, object ids, options. */
export function fetchObjects(git: Git, remote: string, wanted: readonly string[]): Promise<GitOutput> {
  return git.attempt([...FETCH, remote, ...wanted], REMOTE)
}

/** Fetches contents by id as git itself does in a partial clone: without negotiation and without other objects. */
export function fetchContents(git: Git, remote: string, oids: readonly string[]): Promise<GitOutput> {
  const args = ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, '--filter=blob:none', '--stdin', remote]
  return git.attempt(args, { ...REMOTE, input: `${oids.join('\n')}\n` })
}

/**
 * Lists refs of the remote as they are now.
 *
 * @param prefixes refs, or beginnings of several, which end in '/'.
 */
export async function remoteTips(
  git: Git,
  remote: string,
  prefixes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const patterns = prefixes.map((prefix) => (prefix.endsWith('/') ? `${prefix}*` : prefix))
  const output = await git.attempt(['ls-remote', '--refs', '--quiet', remote, ...patterns], REMOTE)
  if (output.status !== 0) throw unreachable(remote, output)
  const text = output.stdout.toString('utf8')
  const [, torn] = TORN.exec(text) ?? []
  if (torn !== undefined) throw tornRef(remote, torn)
  return new Map(prefixes.flatMap((prefix) => [...tipsIn(text, prefix)]))
}

/** A ref of policyctl that the server lists without a commit. */
const TORN = /^0+\t(refs\/policyctl\/\S+)$/m

function tornRef(remote: string, ref: string): PolicyctlError {
  return new PolicyctlError('ledger-unreadable', {
    message: `the remote '${remote}' has '${ref}', but finds no commit in it; a power cut or a full disk leaves such files`,
    hint: `have the file of that ref removed on the server, then push a copy of it from a clone that has one: git push ${remote} ${ref}`,
  })
}

/** Moves all of the refs or none, if each is still at `from`. A failure does not mean that nothing moved: the answer may be lost. */
export function pushMoves(git: Git, remote: string, moves: readonly Move[]): Promise<GitOutput> {
  const leases = moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from ?? ''}`)
  const refspecs = moves.map(({ ref, to }) => `${to ?? ''}:${ref}`)
  // A single move is pushed without --atomic, which some servers do not support.
  const atomic = moves.length > 1 ? ['--atomic'] : []
  // git accepts no refspecs for a remote that is a mirror.
  const config = ['-c', `remote.${remote}.mirror=false`]
  const args = [...config, 'push', '--porcelain', '--no-verify', ...atomic, ...leases, remote, ...refspecs]
  return git.attempt(args, REMOTE)
}

/** Tells whether the remote answered that it moved nothing. False also if its answer was lost. */
export function isRejected({ stdout }: GitOutput): boolean {
  return /^!.*\[(?:remote )?rejected\]/m.test(stdout.toString('utf8'))
}

export function unreachable(remote: string, { stderr }: GitOutput): PolicyctlError {
  const file = lockFileIn(stderr)
  if (file !== null) return lockFileLeft(file)
  return new PolicyctlError('remote-unreachable', {
    message: `the remote '${remote}' cannot be read: ${oneLine(stderr)}`,
    hint: `it holds ledger and lock; 'git ls-remote ${remote}' must work without asking for a password`,
  })
}

export function refused(
  remote: string,
  moves: readonly Move[],
  { stdout, stderr }: GitOutput,
): PolicyctlError {
  const rejected = stdout
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith('!'))
  return new PolicyctlError('remote-refused', {
    message: `the remote '${remote}' did not ${verbOf(moves)}: ${oneLine(`${rejected ?? ''} ${stderr}`)}`,
    hint: refusalHint(remote, moves, stderr),
  })
}

function verbOf(moves: readonly Move[]): string {
  const refs = moves.map(({ ref }) => ref).join(' and ')
  return moves.every(({ to }) => to === null) ? `delete ${refs}` : `take ${refs}`
}

function refusalHint(remote: string, moves: readonly Move[], stderr: string): string {
  if (/cannot lock ref|Unable to create '.*\.lock'/.test(stderr))
    return 'a git on the server is writing it, or died and left its lock file there: run the command again, or have the file removed'
  const kept = moves.filter(({ to }) => to === null).map(({ ref }) => ref)
  if (kept.length > 0)
    return `allow this identity to delete refs/policyctl/lock/*; until ${kept.join(' and ')} is gone the target stays locked: git push ${remote} --delete ${kept.join(' ')}`
  return 'allow this identity to push refs/policyctl/* (in a workflow: permissions: contents: write), and exempt them from push rules'
}

function oneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  return (
    lines
      .filter((line) => line !== '')
      .join('; ')
      .slice(0, 500) || 'git said nothing'
  )
}
