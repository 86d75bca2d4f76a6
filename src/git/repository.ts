/**
 * The repository that a project stands in: a clone, a worktree of one, a
 * submodule, with HEAD on a branch, detached, or without a commit.
 */
import { join, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { gitAround, refuseOtherRepositories } from './git-around.ts'
import { promisorIn } from './promisor.ts'
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

/** The reason why there is no repository, in words that complete a message ('deletes need git: …'). */
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
  '--git-common-dir',
  '--show-object-format',
  // HEAD is asked last: before the first commit git answers the other questions and fails at this one.
  'HEAD^{commit}',
] as const

/**
 * Opens the repository of a project. Changes nothing, sends nothing to a remote.
 *
 * @returns NoRepository if the project lies in no repository, in a bare one or
 * inside `.git`: everything but deletes, drift and rollback works without git.
 * @throws PolicyctlError repository-unusable if git cannot be run, or does not read
 * the repository as the project's; git-failed if git fails otherwise.
 */
export async function openRepository(options: OpenRepositoryOptions): Promise<Repository | NoRepository> {
  const around = gitAround(options.root)
  refuseOtherRepositories(around, options.env)
  if (around.isInside) return absent('the project stands inside a .git folder')
  if (around.bare !== null) return absent('the repository is bare, it has no files')
  if (around.workTree === null) return absent('the project stands in no git repository')
  const git = gitIn(options.root, options.env, options.hidden)
  const answer = await git.attempt(['rev-parse', ...QUESTIONS])
  const [isBare, isInside, isShallow, workTree, prefix, common, format, head] = answer.stdout
    .toString('utf8')
    .split('\n')
  if (answer.status === -1) throw cannotStart(around.workTree, answer.stderr)
  if (isBare === 'true' || isInside === 'false') throw hasNoFiles(around.workTree, isBare === 'true')
  if (DISTRUST.test(answer.stderr)) throw ofSomebodyElse(around.workTree)
  if (workTree === undefined || prefix === undefined || head === undefined)
    throw gitFailure(['rev-parse'], answer)
  const folder = prefix.replace(/\/$/, '')
  const commonFolder = resolve(options.root, common ?? '')
  return {
    // A git too old for this question prints it unchanged; such a git has only sha1.
    git: {
      ...git,
      promisor: promisorIn(commonFolder),
      objectFormat: format === 'sha256' ? format : 'sha1',
      commonFolder,
    },
    workTree,
    folder,
    head: answer.status === 0 ? head : null,
    isShallow: isShallow === 'true',
  }
}

/** Opens the repository again for a git with another environment, without asking git again. @param options.root in the repository's folder. */
export function reopened(repository: Repository, { root, env, hidden }: OpenRepositoryOptions): Repository {
  const { promisor, objectFormat, commonFolder } = repository.git
  return { ...repository, git: { ...gitIn(root, env, hidden), promisor, objectFormat, commonFolder } }
}

function absent(reason: string): NoRepository {
  return { git: null, reason }
}

/** Messages of git 2.35.2 and newer, and of older releases with the same fix. */
const DISTRUST = /dubious ownership|unsafe repository/

function ofSomebodyElse(workTree: string): PolicyctlError {
  return new PolicyctlError('repository-unusable', {
    message: `'${workTree}' belongs to another user, and git refuses to read it until it is told to trust it`,
    hint: `if you trust it, as in the container of a job: git config --global --add safe.directory ${workTree}`,
  })
}

/** Stops the run: without git there would seem to be no repository, and the guards that need the ledger would be off. */
function cannotStart(workTree: string, said: string): PolicyctlError {
  // simple-git passes on Node's whole error with its stack; the first line says enough.
  const why = (said.split('\n')[0] ?? '').replace(/^Error: /, '')
  return new PolicyctlError('repository-unusable', {
    message: `git cannot be run (${why}), and '${join(workTree, '.git')}' is there`,
    hint: 'install git and put it on the PATH: only git knows what was applied and what may be deleted',
  })
}

function hasNoFiles(workTree: string, isBare: boolean): PolicyctlError {
  const setting = isBare ? 'core.bare=true' : 'core.worktree'
  return new PolicyctlError('repository-unusable', {
    message: `'${join(workTree, '.git')}' says ${setting}, so the project's files are not in its working tree`,
    hint: `git config --unset ${isBare ? 'core.bare' : setting}, or run policyctl in the working tree that it names`,
  })
}
