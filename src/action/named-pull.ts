/**
 * A run by hand about a pull request: the way for those whose own runs have
 * neither secrets nor the right to comment. It is started on the default
 * branch, by somebody who may write, so workflow, action and config are its.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { defaultBranchOf } from '../git/default-branch.ts'
import type { Repository } from '../git/repository.ts'
import { REMOTE } from './checkout.ts'
import type { Run } from './event.ts'
import type { GitHub } from './github/github.ts'
import { type Pull, readPull } from './github/pulls.ts'
import type { Inputs } from './inputs.ts'
import { reason } from './post-comment.ts'

/** @throws PolicyctlError action-event. */
export async function namedPull(
  github: GitHub,
  repository: Repository | null,
  { event, inputs }: { readonly event: Run; readonly inputs: Inputs },
): Promise<Run> {
  const number = inputs.pullRequest ?? 0
  if (event.trigger.kind !== 'branch' || event.trigger.event !== 'workflow_dispatch')
    throw refused(
      'input pull-request is for workflow_dispatch',
      'leave it out here; a pull request runs by its own event',
    )
  const branch = repository === null ? null : await defaultBranchOf(repository, REMOTE)
  if (branch === null || event.ref !== `refs/heads/${branch.name}`)
    throw refused(
      `this run was not started on ${branch?.name ?? 'the default branch'}, so its workflow is not the one that was reviewed`,
      'start the workflow by hand on the default branch',
    )
  const pull = await openPull(github, number)
  if (pull.base.branch !== branch.name)
    throw refused(
      `#${number} goes into ${pull.base.branch}, not into ${branch.name}`,
      `what is planned by hand is judged by ${branch.name}: change the base branch of the pull request`,
    )
  const { head, base } = pull
  return { ...event, trigger: { kind: 'pull-request', number, head, base, withoutSecrets: null } }
}

async function openPull(github: GitHub, number: number): Promise<Pull> {
  const pull = await readPull(github, number).catch((error: unknown) => {
    throw refused(
      `#${number} cannot be read: ${reason(error)}`,
      'pull-requests: write in the permissions of the job',
    )
  })
  if (pull?.state === 'OPEN') return pull
  throw refused(`there is no open pull request #${number}`, 'name the number of an open one')
}

function refused(message: string, hint: string): PolicyctlError {
  return new PolicyctlError('action-event', { message, hint })
}
