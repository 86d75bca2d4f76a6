/**
 * Plans a pull request in a run by hand, for pull requests whose own runs have neither
 * keys nor the right to comment (forks, Dependabot). Somebody with write access starts
 * it on the default branch, so workflow, action and config are of that branch. Facts
 * about the pull request come from git, since hundreds of jobs may ask for them.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { bringCommit, type DefaultBranch, defaultBranchOf } from '../git/default-branch.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import { remoteTip } from '../git/remote-refs.ts'
import type { Repository } from '../git/repository.ts'
import { parentsOfHead, REMOTE } from './checkout.ts'
import type { Run } from './event.ts'

/** @param number of the pull request. @throws PolicyctlError action-event; remote-unreachable. */
export async function namedPull(
  repository: Repository | null,
  { event, number }: { readonly event: Run; readonly number: number },
): Promise<Run> {
  if (event.trigger.kind !== 'branch' || event.trigger.event !== 'workflow_dispatch')
    throw refused(
      'input pull-request is for workflow_dispatch',
      'leave it out here; a pull request runs by its own event',
    )
  if (repository === null)
    throw refused(`the files of #${number} are not here`, 'check out refs/pull/N/merge, with fetch-depth: 2')
  const branch = await defaultBranchOf(repository, REMOTE)
  if (event.ref !== `refs/heads/${branch.name}`)
    throw refused(
      `this run was not started on ${branch.name}, so its workflow is not the one that was reviewed`,
      'start the workflow by hand on the default branch',
    )
  const head = await remoteTip(repository.git, REMOTE, `refs/pull/${number}/head`)
  if (head === null) throw refused(`there is no pull request #${number}`, 'name the number of an open one')
  const sha = await baseOfMerge(repository, branch)
  const base = { branch: branch.name, sha }
  return { ...event, trigger: { kind: 'pull-request', number, head, base, withoutSecrets: null } }
}

/** Checks that the pull request goes into the default branch, which judges it. */
async function baseOfMerge(repository: Repository, branch: DefaultBranch): Promise<string> {
  const [base, ...others] = await parentsOfHead(repository)
  // A wrong checkout is refused later; here only the base is needed.
  if (base === undefined || others.length !== 1) return branch.tip
  await bringCommit(repository, REMOTE, branch.tip)
  const isIn = await isAncestor(repository, { ancestor: base, of: branch.tip, remote: REMOTE })
  if (isIn) return base
  throw refused(
    `the pull request does not go into ${branch.name}`,
    `a plan by hand is judged by ${branch.name}: change the base branch of the pull request`,
  )
}

function refused(message: string, hint: string): PolicyctlError {
  return new PolicyctlError('action-event', { message, hint })
}
