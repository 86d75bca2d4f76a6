/**
 * Which command may run on which event. A proposal (a pull request, a merge
 * group) is looked at and never applied; what writes runs on files that the
 * default branch has, and on no other.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type DefaultBranch, fetchDefaultBranch } from '../git/default-branch.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import type { NoRepository, Repository } from '../git/repository.ts'
import type { Run } from './event.ts'
import type { ActionCommand } from './inputs.ts'

/** Commands that write, or speak for the repository as a whole. */
const OF_MERGED_FILES: readonly ActionCommand[] = ['apply', 'unlock', 'drift']

export function isOfMergedFiles(commands: readonly ActionCommand[]): boolean {
  return commands.some((command) => OF_MERGED_FILES.includes(command))
}

/** @throws PolicyctlError action-event. */
export function assertEvent(commands: readonly ActionCommand[], { trigger }: Run): void {
  if (trigger.kind === 'branch' || !isOfMergedFiles(commands)) return
  const event = trigger.kind === 'pull-request' ? 'pull_request' : 'merge_group'
  throw new PolicyctlError('action-event', {
    message: `${commands.join(' ')} does not run on ${event}: these files are proposed and not merged`,
    hint: `run ${commands.join(' ')} on push, schedule or workflow_dispatch; on ${event} run lint, test, diff and plan`,
  })
}

/**
 * What writes may run only for a commit that the default branch contains.
 *
 * @throws PolicyctlError action-unmerged; git-required, remote-unreachable, history-missing where that cannot be told.
 */
export async function assertMerged(repository: Repository | NoRepository, { sha }: Run): Promise<void> {
  if (repository.git === null)
    throw new PolicyctlError('git-required', {
      message: `nothing says that these files are merged: ${repository.reason}`,
      hint: 'check the repository out with actions/checkout before this step',
    })
  const { head } = repository
  if (head === null || head !== sha) throw notTheCommit(head, sha)
  const branch = await fetchDefaultBranch(repository, REMOTE)
  const isMerged =
    branch.tip === head || (await isAncestor(repository, { ancestor: head, of: branch.tip, remote: REMOTE }))
  if (!isMerged) throw unmerged(head, branch)
}

/** actions/checkout knows no other. */
const REMOTE = 'origin'

function notTheCommit(head: string | null, sha: string): PolicyctlError {
  return new PolicyctlError('action-unmerged', {
    message: `the commit that is checked out (${head?.slice(0, 7) ?? 'none'}) is not the one that this run is for (${sha.slice(0, 7)})`,
    hint: 'check out without ref:, so that what is applied is what started the run',
  })
}

function unmerged(head: string, { name }: DefaultBranch): PolicyctlError {
  return new PolicyctlError('action-unmerged', {
    message: `commit ${head.slice(0, 7)} is not on ${name}, the default branch: its files, its policyctl.yaml included, are not merged`,
    hint: `merge it first; start the workflow by hand on ${name} only`,
  })
}
