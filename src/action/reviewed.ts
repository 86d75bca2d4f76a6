/**
 * Finds out which changes reviewers were shown before an apply: the comments on all
 * pull requests that were merged since the last apply. After a failed apply, the next
 * one also applies its changes, so one pull request is not enough.
 */
import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { readFolder } from '../files/read-text.ts'
import { firstParents } from '../git/first-parents.ts'
import { lastCompleteApply } from '../git/last-complete-apply.ts'
import type { Repository } from '../git/repository.ts'
import { markerKey } from '../review/comment-marker.ts'
import { laterRecordIn, recordIn } from '../review/record-text.ts'
import { parseReviewed, type Reviewed, type ReviewedPull, reviewedText } from '../review/reviewed.ts'
import type { RiskRecord } from '../review/risk-record.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { REMOTE } from './checkout.ts'
import { familyOf } from './comment-key.ts'
import { documentsFolder } from './documents.ts'
import { ownComments } from './github/comments.ts'
import { approvalsOf, isApproved, mergedPullsOf, readPull } from './github/pulls.ts'
import { rulesetsOf } from './github/rules.ts'
import { reason } from './post-comment.ts'
import { projectId, type Session } from './session.ts'
import { matrixTargets, type NamedTarget, targetNames } from './targets.ts'

/** The reviewed changes; `failure` if they cannot be found out. */
export interface ReviewedChanges {
  readonly reviewed: Reviewed | null
  readonly failure: string | null
}

/**
 * Reads the reviewed changes that another job of the run found, else asks GitHub. A failure is returned, never guessed
 * over.
 *
 * @param needed names of the targets to apply to: it is a failure if that job did not look at one of them.
 */
export async function reviewedChanges(
  session: Session,
  needed: readonly string[] = [],
): Promise<ReviewedChanges> {
  const { documents } = session.inputs
  try {
    const reviewed =
      documents === null ? await findReviewed(session) : readReviewed(session, documentsFolder(session))
    assertLookedAt(reviewed, needed)
    return { reviewed, failure: null }
  } catch (error) {
    return { reviewed: null, failure: reason(error) }
  }
}

/** `command: reviewed`: writes the reviewed changes for the other jobs of the run. */
export async function leaveReviewed(session: Session): Promise<void> {
  createFile(join(session.reports, FILE), reviewedText(await findReviewed(session)))
}

const FILE = 'reviewed.json'

function readReviewed({ run }: Session, folder: string): Reviewed {
  const [file, ...more] = readFolder(folder, /^reviewed\.json$/) ?? []
  const reviewed = file === undefined || more.length > 0 ? null : parseReviewed(file.text)
  if (reviewed !== null && reviewed.commit === run.sha) return reviewed
  throw new PolicyctlError('action-document', {
    message: `${folder} has ${more.length > 0 ? 'several reviewed.json' : 'no reviewed.json of this commit'}, so it is not known what reviewers were shown`,
    hint: 'let one job of the run leave it (command: reviewed), and download its artifact before this step',
  })
}

/** A document says of a target that it did not look at that no pull request brought anything. */
function assertLookedAt({ targets }: Reviewed, needed: readonly string[]): void {
  const missing = needed.find((name) => !targets.includes(name))
  if (missing === undefined) return
  throw new PolicyctlError('action-document', {
    message: `the job of command: reviewed did not look at ${missing}, so it is not known what reviewers were shown of it`,
    hint: 'give that job the same targets, or no input targets, which means all of the config',
  })
}

async function findReviewed(session: Session): Promise<Reviewed> {
  const { github, run, repository, defaultBranch } = session
  if (repository === null || defaultBranch === null) throw new Error('there is no repository to ask')
  const lacking = await lackedCommits(session, repository)
  const commits = lacking.reduce<readonly string[]>(
    (longest, one) => (one.commits.length > longest.length ? one.commits : longest),
    [],
  )
  const looked = { formatVersion: 1, commit: run.sha, targets: lacking.map(({ name }) => name) } as const
  if (lacking.length === 0) return { ...looked, pulls: [], steps: [], elsewhere: [], rulesets: null }
  const { found, elsewhere } = await mergedPullsOf(github, commits, defaultBranch.name)
  const pulls: ReviewedPull[] = []
  for (const [number, brought] of found) {
    const pull = await readPull(github, number)
    if (pull === null) continue
    const records = await recordsOf(session, number, defaultBranch.name)
    const { author, head } = pull
    const targets = lacking.flatMap((one) =>
      brought.some((commit) => one.commits.includes(commit)) ? [one.name] : [],
    )
    pulls.push({
      ...{ number, author, head, records, targets },
      isApproved: isApproved(pull),
      approvals: approvalsOf(pull),
    })
  }
  const rulesets = await readableRulesets(session, defaultBranch.name)
  const steps = commits.map((commit) => ({
    commit,
    pulls: [...found].flatMap(([number, brought]) => (brought.includes(commit) ? [number] : [])),
  }))
  return {
    ...{ ...looked, pulls, steps, rulesets },
    elsewhere: [...elsewhere].map(([number, branch]) => ({ number, branch })),
  }
}

/** Reads rulesets for the record; null if that fails, since some subscriptions of GitHub have none. */
async function readableRulesets({ github, context }: Session, branch: string): Promise<Reviewed['rulesets']> {
  try {
    return await rulesetsOf(github, branch)
  } catch (error) {
    const text = `the rulesets of ${branch} could not be read, and are recorded as unknown: ${reason(error)}`
    context.notify({ kind: 'note', text })
    return null
  }
}

/** Reads the comments that count: the newest of each kind, and its continuations. */
async function recordsOf(session: Session, number: number, base: string): Promise<readonly RiskRecord[]> {
  const project = projectId(session)
  const own = await ownComments(session.github, number, (body) => markerKey(body, 'pr', project) !== null)
  const seen = new Set<string>()
  for (const { body, isMinimized } of own) if (!isMinimized) tellOfLater(session, number, body)
  const standing = own
    .filter(({ isMinimized }) => !isMinimized)
    .map(({ body }) => ({ key: markerKey(body, 'pr', project) ?? '', record: recordIn(body) }))
    .filter(({ key }) => !seen.has(key) && seen.add(key))
  const firsts = new Map(standing.map(({ key, record }) => [key, record]))
  return standing.flatMap(({ key, record }) => {
    const first = firsts.get(familyOf(key))
    // The continuation of an earlier comment was not shown with this one.
    const isTogether = record !== null && first?.commit === record.commit
    return isTogether && record.base === base ? [record] : []
  })
}

/** Warns that a record of a later release is ignored, since its meaning is not known. */
function tellOfLater({ context }: Session, number: number, body: string): void {
  const version = laterRecordIn(body)
  if (version === null) return
  context.notify({
    kind: 'warning',
    text: `a comment on #${number} has a record of version ${version}, which a newer release of policyctl wrote: it is ignored; use that release in this workflow`,
  })
}

interface LackedCommits {
  /** Name of the target. */
  readonly name: string
  /** First parents of the applied commit that the target does not have, newest first. */
  readonly commits: readonly string[]
}

/** Lists what each target lacks: the commits since its own last complete apply. */
async function lackedCommits(session: Session, repository: Repository): Promise<readonly LackedCommits[]> {
  const found: LackedCommits[] = []
  for (const { name, flag } of targetsOf(session)) {
    const options = { target: flag, config: null }
    const since = await withWorkbench(session.context, options, async (workbench) => {
      const { snapshot } = await workbench.ledger.readWithLock()
      return snapshot === null ? null : lastCompleteApply(repository, snapshot.revision)
    })
    found.push({ name, commits: await firstParents(repository, { since, remote: REMOTE }) })
  }
  return found
}

function targetsOf(session: Session): readonly NamedTarget[] {
  const { inputs, project } = session
  const isForAll = inputs.commands.includes('reviewed') && inputs.targets.length === 0
  if (!isForAll) return targetNames(session)
  return matrixTargets(project, []).map((name) => ({ name, flag: name }))
}
