/**
 * Decides which command may run on which event. A proposal (a pull request, a merge
 * group) is checked and never applied; a command that writes runs only on files of the
 * default branch.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { bringCommit, type DefaultBranch, defaultBranchOf } from '../git/default-branch.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import type { NoRepository, Repository } from '../git/repository.ts'
import { assertHead, REMOTE } from './checkout.ts'
import type { Run } from './event.ts'
import type { ActionCommand } from './inputs.ts'

/** Commands that write, or report on the repository as a whole. */
const OF_MERGED_FILES: readonly ActionCommand[] = ['apply', 'unlock', 'drift', 'reviewed']

/** Tells whether the commands need merged files. Without a proposal, `comment` reports an apply. */
export function isOfMergedFiles(commands: readonly ActionCommand[], { trigger }: Run): boolean {
  return (
    commands.some((command) => OF_MERGED_FILES.includes(command)) ||
    (trigger.kind === 'branch' && commands.includes('comment'))
  )
}

/** @throws PolicyctlError action-event. */
export function assertEvent(commands: readonly ActionCommand[], run: Run): void {
  const { trigger } = run
  if (trigger.kind === 'branch' || !isOfMergedFiles(commands, run)) return
  const event = trigger.kind === 'pull-request' ? 'pull_request' : 'merge_group'
  throw new PolicyctlError('action-event', {
    message: `${commands.join(' ')} does not run on ${event}: these files are proposed and not merged`,
    hint: `run ${commands.join(' ')} on push, schedule or workflow_dispatch; on ${event} run lint, test, diff and plan`,
  })
}

/**
 * Refuses a command that writes unless the default branch contains the commit.
 * @throws PolicyctlError action-unmerged, action-checkout; git-required,
 * remote-unreachable, history-missing if that cannot be told.
 */
export async function assertMerged(
  repository: Repository | NoRepository,
  { sha }: Run,
): Promise<DefaultBranch> {
  if (repository.git === null)
    throw new PolicyctlError('git-required', {
      message: `whether these files are merged cannot be checked: ${repository.reason}`,
      hint: 'check the repository out with actions/checkout before this step',
    })
  assertHead(repository, sha)
  const head = sha
  const branch = await defaultBranchOf(repository, REMOTE)
  await bringCommit(repository, REMOTE, branch.tip)
  const isMerged =
    branch.tip === head || (await isAncestor(repository, { ancestor: head, of: branch.tip, remote: REMOTE }))
  if (!isMerged) throw unmerged(head, branch)
  return branch
}

function unmerged(head: string, { name }: DefaultBranch): PolicyctlError {
  return new PolicyctlError('action-unmerged', {
    message: `commit ${head.slice(0, 7)} is not on ${name}, the default branch: its files, its policyctl.yaml included, are not merged`,
    hint: `merge it first; start the workflow by hand on ${name} only`,
  })
}
