/**
 * Determines the checkout and its base. The checkout must be the commit of the event:
 * a test merge of an earlier push would show a reviewer other changes than those that
 * would be merged.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { bringCommit } from '../git/default-branch.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import { mergeBase } from '../git/merge-base.ts'
import { readObjects } from '../git/objects.ts'
import { fetchRevision } from '../git/read-revision.ts'
import { remoteTip } from '../git/remote-refs.ts'
import type { NoRepository, Repository } from '../git/repository.ts'
import { resolveRevision } from '../git/resolve-revision.ts'
import type { MergeGroupTrigger, PullRequestTrigger, Run } from './event.ts'

export interface Base {
  /** The commit whose config judges; the clone has it, also a shallow one. */
  readonly commit: string
  /**
   * The commit that the files are compared with: the same, or, if the head alone is
   * checked out, the commit at which its branch left the base.
   */
  readonly compared: string
  /** Name of the base branch. */
  readonly branch: string
  /** The merge with the base; or the head alone, and the number of commits of the base that it lacks. */
  readonly checkout: 'merge' | { readonly behind: number }
}

/** The only remote that actions/checkout makes. */
export const REMOTE = 'origin'

/**
 * Finds the base of a proposal; null: nothing is proposed.
 *
 * @throws PolicyctlError action-checkout if another commit is checked out; git-required, remote-unreachable.
 */
export async function baseOf(
  repository: Repository | NoRepository,
  { trigger, sha }: Run,
): Promise<Base | null> {
  if (trigger.kind === 'branch') {
    if (repository.git !== null) assertHead(repository, sha)
    return null
  }
  if (repository.git === null)
    throw new PolicyctlError('git-required', {
      message: `there is nothing to compare with: ${repository.reason}`,
      hint: 'check the repository out with actions/checkout before this step',
    })
  return trigger.kind === 'merge-group' ? baseOfGroup(repository, trigger) : baseOfPull(repository, trigger)
}

async function baseOfGroup(repository: Repository, trigger: MergeGroupTrigger): Promise<Base> {
  assertHead(repository, trigger.head)
  const commit = await present(repository, trigger.base.sha)
  return { commit, compared: commit, branch: trigger.base.branch, checkout: 'merge' }
}

/**
 * Finds the base of a test merge. GitHub merges a pull request with the newest base,
 * while the event names the base at the last push. The first parent of the merge is
 * the base that it really contains, the second is the head.
 */
async function baseOfPull(repository: Repository, trigger: PullRequestTrigger): Promise<Base> {
  const { branch } = trigger.base
  const [base, head, ...more] = await parentsOfHead(repository)
  if (base !== undefined && head === trigger.head && more.length === 0) {
    const commit = await present(repository, base)
    await assertOnBase(repository, trigger, commit)
    return { commit, compared: commit, branch, checkout: 'merge' }
  }
  if (repository.head !== trigger.head) throw otherCommit(repository, { trigger, mergedHead: head })
  const commit = await present(repository, trigger.base.sha)
  const { commit: compared, behind } = await mergeBase(repository, {
    base: commit,
    head: trigger.head,
    remote: REMOTE,
  })
  if (compared === null) throw unrelated(trigger)
  return { commit, compared, branch, checkout: { behind } }
}

/**
 * Checks that the base branch contains the first parent of the test merge. After somebody changed the
 * base branch of the pull request, GitHub may still have the merge with the former one, whose config may be looser.
 */
async function assertOnBase(
  repository: Repository,
  { number, base: { branch, sha } }: PullRequestTrigger,
  merged: string,
): Promise<void> {
  if (merged === sha) return
  const tip = await remoteTip(repository.git, REMOTE, `refs/heads/${branch}`)
  if (tip === merged) return
  if (tip !== null) {
    await bringCommit(repository, REMOTE, tip)
    if (await isAncestor(repository, { ancestor: merged, of: tip, remote: REMOTE })) return
  }
  throw new PolicyctlError('action-checkout', {
    message: `#${number} is merged with ${short(merged)} here, which is not on ${branch}: another branch than its base would judge it`,
    hint: `run this job again, GitHub may not have merged it with ${branch} for its test yet`,
  })
}

/** @throws PolicyctlError action-checkout. */
export function assertHead({ head }: Repository, wanted: string): void {
  if (head === wanted) return
  throw new PolicyctlError('action-checkout', {
    message: `the commit that is checked out (${short(head)}) is not the one that this run is for (${short(wanted)})`,
    hint: 'check out without ref:, so that the commit that started the run is checked out',
  })
}

/** Reads the parents from the commit object, since git hides them at the end of a shallow clone. */
export async function parentsOfHead({ git, head }: Repository): Promise<readonly string[]> {
  if (head === null) return []
  const [commit] = await readObjects(git, [head])
  const [header = ''] = (commit?.toString('utf8') ?? '').split('\n\n')
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, oid]) => oid ?? [])
}

async function present(repository: Repository, commit: string): Promise<string> {
  try {
    return await resolveRevision(repository, commit)
  } catch {
    // A shallow clone lacks it; fetching reports any other reason.
    return fetchRevision(repository, { remote: REMOTE, ref: commit })
  }
}

function otherCommit(
  { head }: Repository,
  { trigger, mergedHead }: { trigger: PullRequestTrigger; mergedHead: string | undefined },
): PolicyctlError {
  const { number } = trigger
  const fact =
    mergedHead === undefined
      ? `${short(head)} is checked out`
      : `a merge of ${short(mergedHead)} is checked out`
  return new PolicyctlError('action-checkout', {
    message: `${fact}, and #${number} is at ${short(trigger.head)}: these are not the files that would be merged`,
    hint: 'run this job again, GitHub may not have merged the newest push for its test yet; check out without ref:, or the head itself',
  })
}

function unrelated({ number, base }: PullRequestTrigger): PolicyctlError {
  return new PolicyctlError('action-checkout', {
    message: `#${number} has no commit in common with ${base.branch}, so its changes cannot be found`,
    hint: `start its branch from ${base.branch}`,
  })
}

function short(commit: string | null): string {
  return commit?.slice(0, 7) ?? 'nothing'
}
