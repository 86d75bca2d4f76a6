/**
 * The repository that a project stands in: a clone, a worktree of one, a
 * submodule, with HEAD on a branch, detached, or without a commit.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Git, gitFailure, gitIn } from './run-git.ts'

export interface Repository {
  /** Runs in the project's root. */
  readonly git: Git
  /** Absolute path of the working tree. */
  readonly workTree: string
  /** The project's folder inside the working tree, with '/', '' at its root. */
  readonly folder: string
  /** Commit that HEAD points to; null before the first one. */
  readonly head: string | null
  readonly isShallow: boolean
}

/** Why there is no repository: words that complete a message ('deletes need git: …'). */
export interface NoRepository {
  readonly git: null
  readonly reason: string
}

export interface OpenRepositoryOptions {
  /** The project's root; absolute, exists. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Variables that hold keys of the API (`apiKeyEnv` of the config's targets); git never gets them. */
  readonly hidden?: readonly string[]
}

const QUESTIONS = [
  '--is-bare-repository',
  '--is-inside-work-tree',
  '--is-shallow-repository',
  '--show-toplevel',
  '--show-prefix',
] as const

/**
 * Looks for the repository of a project. Touches nothing, talks to no remote.
 *
 * @returns NoRepository where git is not installed, the project stands in no
 * repository, in a bare one or inside `.git`: everything but deletes, drift
 * and rollback works without.
 * @throws PolicyctlError git-failed where there is one that git refuses to read.
 */
export async function openRepository(options: OpenRepositoryOptions): Promise<Repository | NoRepository> {
  const git = gitIn(options.root, options.env, options.hidden)
  const answer = await git.attempt(['rev-parse', ...QUESTIONS])
  const [isBare, isInside, isShallow, workTree, prefix] = answer.stdout.toString('utf8').split('\n')
  if (isBare === 'true') return absent('the repository is bare, it has no files')
  if (isInside === 'false') return absent('the project stands inside a .git folder')
  if (answer.status === -1) return absent('git is not installed')
  if (answer.status !== 0 || workTree === undefined || prefix === undefined) {
    if (!hasGitFolder(options.root)) return absent('the project stands in no git repository')
    throw gitFailure(['rev-parse'], answer)
  }
  const folder = prefix.replace(/\/$/, '')
  return { git, workTree, folder, head: await headOf(git), isShallow: isShallow === 'true' }
}

function absent(reason: string): NoRepository {
  return { git: null, reason }
}

async function headOf(git: Git): Promise<string | null> {
  const { status, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  return status === 0 ? stdout.toString('utf8').trim() : null
}

/** Whether git fails although there is something to read (damaged, or owned by somebody else). */
function hasGitFolder(from: string): boolean {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (dirname(folder) === folder) return false
  }
}
