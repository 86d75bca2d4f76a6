import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { lockFileIn, lockFileLeft, lockFileWait, type WaitingClock } from './lock-file.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Move, Refs } from './refs.ts'
import { type Git, type GitOutput, gitFailure } from './run-git.ts'

/** The refs of this repository; git compares and swaps under a lock file of its own. */
export function localRefs(git: Git, clock: WaitingClock): Refs {
  const read = async (ref: string): Promise<string | null> => (await soundTips(git, ref)).get(ref) ?? null
  return {
    place: 'this repository',
    read,
    tips: (prefix) => soundTips(git, prefix),
    list: (prefix) => soundTips(git, prefix),
    swap: async (moves, signal) => {
      const mayTryAgain = lockFileWait(clock, signal)
      for (;;) {
        const output = await updateRefs(git, moves)
        if (output.status === 0) return 'done'
        for (const { ref, from } of moves) if ((await read(ref)) !== from) return 'lost'
        // The process that holds git's lock file may still be about to move the ref.
        const file = lockFileIn(output.stderr)
        if (file === null) throw gitFailure(['update-ref'], output)
        const left = await leftBehind(git)
        if (!left.has(file) && (await mayTryAgain())) continue
        left.add(file)
        throw lockFileLeft(file)
      }
    },
  }
}

/** Lock files that stayed until the wait ended: a run waits for each of them only once. */
const leftBehind = oncePerGit(async () => new Set<string>())

/** The object of exactly this ref: `rev-parse` would also accept a tag whose name ends like it. */
export async function localRef(git: Git, ref: string): Promise<string | null> {
  const { status, stdout } = await git.attempt(['show-ref', '--verify', '--hash', ref])
  return status === 0 ? stdout.toString('utf8').trim() : null
}

/** Every ref whose name begins with one of the prefixes, with its object; broken refs are left out. */
export async function localTips(git: Git, ...prefixes: string[]): Promise<ReadonlyMap<string, string>> {
  const text = await git.text([...TIPS, ...prefixes])
  return new Map(prefixes.flatMap((prefix) => [...tipsIn(text, prefix)]))
}

const TIPS = ['for-each-ref', '--format=%(objectname)%09%(refname)']

/**
 * As localTips, but refuses unreadable refs: git only warns and leaves them out with status 0, and
 * a ledger that is left out would look as if it did not exist.
 */
async function soundTips(git: Git, prefix: string): Promise<ReadonlyMap<string, string>> {
  const args = [...TIPS, prefix]
  const output = await git.attempt(args)
  if (output.status !== 0) throw gitFailure(args, output)
  const [, broken] = /^warning: ignoring (?:broken ref|ref with broken name) (\S+)/m.exec(output.stderr) ?? []
  if (broken?.startsWith(prefix)) throw brokenRef(broken)
  return tipsIn(output.stdout.toString('utf8'), prefix)
}

function brokenRef(ref: string): PolicyctlError {
  return new PolicyctlError('ledger-unreadable', {
    message: `'${ref}' exists, but git finds no commit in it; a power cut or a full disk leaves such files`,
    hint: `remove that file from .git, find the newest commit of the ledger with git fsck --unreachable, and put it back: git update-ref ${ref} COMMIT`,
  })
}

/** Reads lines of `ls-remote` or of TIPS. `ls-remote` also lists refs that merely end in what was asked for, so they are filtered. */
export function tipsIn(output: string, prefix: string): ReadonlyMap<string, string> {
  const lines = output.split('\n').map((line) => line.split('\t'))
  return new Map(lines.flatMap(([oid = '', ref = '']) => (ref.startsWith(prefix) ? [[ref, oid]] : [])))
}

/** Moves a ref. `from` absent: from any commit; null: the ref must not exist. */
export function updateRef(git: Git, ref: string, move: Omit<PartialMove, 'ref'>): Promise<GitOutput> {
  return updateRefs(git, [{ ref, ...move }])
}

/** Moves all of the refs or none. */
export function updateRefs(git: Git, moves: readonly PartialMove[]): Promise<GitOutput> {
  const input = `start\n${moves.map((move) => `${commandOf(move)}\n`).join('')}commit\n`
  return git.attempt(['update-ref', '--no-deref', '--stdin'], { input })
}

type PartialMove = Pick<Move, 'ref'> & Partial<Move>

function commandOf({ ref, from, to }: PartialMove): string {
  const old = typeof from === 'string' ? ` ${from}` : ''
  if (typeof to !== 'string') return `delete ${ref}${old}`
  return from === null ? `create ${ref} ${to}` : `update ${ref} ${to}${old}`
}
