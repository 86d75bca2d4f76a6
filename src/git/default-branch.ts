/** The default branch of a remote, asked of the remote, since a clone does not keep it current. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { fetchCommits } from './deepen.ts'
import { hasCommit } from './has-commit.ts'
import { unreachable } from './remote-talk.ts'
import type { Repository } from './repository.ts'

export interface DefaultBranch {
  /** Such as main. */
  readonly name: string
  /** Its newest commit. */
  readonly tip: string
}

/**
 * Asks the remote.
 *
 * @throws PolicyctlError remote-unreachable; revision-unknown where its HEAD names no branch that has a commit.
 */
export async function defaultBranchOf(repository: Repository, remote: string): Promise<DefaultBranch> {
  const text = await headOf(repository, remote)
  const name = nameIn(text)
  const [, tip] = /^([0-9a-f]{40,64})\tHEAD$/m.exec(text) ?? []
  if (name === null || tip === undefined) throw withoutBranch(remote)
  return { name, tip }
}

/** Asks for the name only; null if the remote is empty, or its HEAD names no branch. @throws PolicyctlError remote-unreachable. */
export async function defaultBranchName(repository: Repository, remote: string): Promise<string | null> {
  return nameIn(await headOf(repository, remote))
}

async function headOf({ git }: Repository, remote: string): Promise<string> {
  const answer = await git.attempt(['ls-remote', '--quiet', '--symref', remote, 'HEAD'], { isRemote: true })
  if (answer.status !== 0) throw unreachable(remote, answer)
  return answer.stdout.toString('utf8')
}

function nameIn(text: string): string | null {
  return /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(text)?.[1] ?? null
}

/** Makes sure that a commit of the remote is here; moves no ref. @throws PolicyctlError remote-unreachable. */
export async function bringCommit({ git }: Repository, remote: string, commit: string): Promise<void> {
  if (await hasCommit(git, commit)) return
  const fetched = await fetchCommits(git, remote, [commit])
  if (fetched.status !== 0) throw unreachable(remote, fetched)
}

function withoutBranch(remote: string): PolicyctlError {
  return new PolicyctlError('revision-unknown', {
    message: `the remote '${remote}' has no default branch with a commit`,
    hint: `set one in the repository's settings (in a bare repository: git symbolic-ref HEAD refs/heads/main); 'git ls-remote --symref ${remote} HEAD' shows it`,
  })
}
