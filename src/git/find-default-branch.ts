/** The branch that merges go into, for files that name it, and how that is known. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { anyRemote } from './any-remote.ts'
import { defaultBranchName } from './default-branch.ts'
import type { Repository } from './repository.ts'

export interface FoundBranch {
  readonly name: string
  /** `remote`: the remote was asked now. `clone`: as the clone recorded it earlier. `here`: guessed from the local branches. */
  readonly from: 'remote' | 'clone' | 'here'
}

/**
 * If no remote names one: a branch with a customary name, else the one that is
 * checked out, even before its first commit.
 */
export async function findDefaultBranch(repository: Repository): Promise<FoundBranch> {
  const remote = await anyRemote(repository)
  const said = remote === null ? null : await remoteSays(repository, remote)
  return said ?? { name: await likelyBranch(repository), from: 'here' }
}

async function remoteSays(repository: Repository, remote: string): Promise<FoundBranch | null> {
  try {
    const name = await defaultBranchName(repository, remote)
    // An empty remote has no default branch yet; the first branch that is pushed becomes it.
    return name === null ? null : { name, from: 'remote' }
  } catch (error) {
    if (!(error instanceof PolicyctlError)) throw error
    const name = await symbolic(repository, `refs/remotes/${remote}/HEAD`, `refs/remotes/${remote}/`)
    return name === null ? null : { name, from: 'clone' }
  }
}

const CUSTOMARY = ['main', 'master', 'trunk'] as const

async function likelyBranch(repository: Repository): Promise<string> {
  const { git } = repository
  const current = await symbolic(repository, 'HEAD', 'refs/heads/')
  const listed = await git.text(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads/'])
  const names = listed.split('\n').filter((name) => name !== '')
  return CUSTOMARY.find((name) => names.includes(name)) ?? current ?? 'main'
}

async function symbolic({ git }: Repository, ref: string, prefix: string): Promise<string | null> {
  const { status, stdout } = await git.attempt(['symbolic-ref', '--quiet', ref])
  const target = stdout.toString('utf8').trim()
  return status === 0 && target.startsWith(prefix) ? target.slice(prefix.length) : null
}
