import { readFileSync } from 'node:fs'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { anyRemote } from './any-remote.ts'
import { fetchObjects, unreachable } from './remote-talk.ts'
import type { Repository } from './repository.ts'

export interface Ancestry {
  readonly ancestor: string
  /** A commit; `repository.head` for guard `behind`. */
  readonly of: string
  /** Remote to ask for missing history (that of the ledger); null: any that there is. */
  readonly remote: string | null
}

/**
 * Whether a commit is contained in another: guard `behind` asks it of the
 * ledger's commit and HEAD. In a shallow clone the missing history is fetched
 * first if the answer hangs on it (commits only become more, nothing moves).
 *
 * @returns false too where the clone is complete and lacks the commit: rewritten history.
 * @throws PolicyctlError remote-unreachable; history-missing where a shallow clone has no remote to ask.
 */
export async function isAncestor(repository: Repository, ancestry: Ancestry): Promise<boolean> {
  if (ancestry.ancestor === ancestry.of) return true
  if (await contains(repository, ancestry)) return true
  const cut = await shallowCommits(repository)
  if (cut.length === 0) return false
  // A ledger that is kept here says nothing about where the history came from.
  const remote = ancestry.remote ?? (await anyRemote(repository))
  if (remote === null) throw historyMissing(ancestry)
  await deepen(repository, remote, cut)
  return contains(repository, ancestry)
}

/** Makes a shallow clone whole; nothing moves. @throws PolicyctlError remote-unreachable. */
export async function fetchMissingHistory(repository: Repository, remote: string): Promise<void> {
  const cut = await shallowCommits(repository)
  if (cut.length > 0) await deepen(repository, remote, cut)
}

async function contains({ git }: Repository, { ancestor, of }: Ancestry): Promise<boolean> {
  const { status } = await git.attempt(['merge-base', '--is-ancestor', ancestor, of])
  return status === 0
}

/** Where the history of a shallow clone is cut; read anew, since an earlier question may have deepened it. */
async function shallowCommits({ git }: Repository): Promise<readonly string[]> {
  const file = await git.text(['rev-parse', '--path-format=absolute', '--git-path', 'shallow'])
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return []
  }
}

/** The commits at the cut came from the remote, so it can be asked for them by name, whatever HEAD is. */
async function deepen({ git }: Repository, remote: string, cut: readonly string[]): Promise<void> {
  const output = await fetchObjects(git, remote, ['--unshallow', ...cut])
  if (output.status !== 0) throw unreachable(remote, output)
}

function historyMissing({ ancestor }: Ancestry): PolicyctlError {
  return new PolicyctlError('history-missing', {
    message: `this clone is shallow and does not reach ${ancestor.slice(0, 12)}, which was last applied`,
    hint: 'git fetch --unshallow, or in a workflow: actions/checkout with fetch-depth: 0',
  })
}
