/**
 * What reviewers have seen of what is about to be applied: the comments on
 * the merged pull requests since the last apply. An apply that failed leaves
 * its change to the next one, so one pull request is not enough.
 */

import { readCommit } from '../git/commit.ts'
import { ledgerMessage } from '../git/ledger-message.ts'
import type { Plan } from '../plan/plan.ts'
import { openProjectRepository } from '../workbench/ledger-place.ts'
import { hasMarker, markerOf, recordIn } from './comment/risk-marker.ts'
import type { RiskEntry } from './comment/risk-record.ts'
import { reason } from './post-comment.ts'
import { projectId, type Session } from './session.ts'

/** Commits that are asked for their pull requests, the newest ones: more is a repository that was not applied for long. */
const COMMITS = 40

export interface Reviewed {
  readonly pullRequests: readonly number[]
  /** null: no comment of ours says anything. */
  readonly entries: readonly RiskEntry[] | null
}

/** @throws what GitHub answers: whether something was reviewed must not be guessed. */
export async function reviewedRisk(session: Session, plans: readonly Plan[]): Promise<Reviewed> {
  const { github, run } = session
  const commits = await commitsSince(session, plans)
  const numbers = new Set<number>()
  for (const commit of [run.sha, ...commits].slice(0, COMMITS)) {
    for (const number of await github.mergedPullRequestsOf(commit)) numbers.add(number)
  }
  const marker = markerOf('pr', projectId(session))
  const entries: RiskEntry[] = []
  let isKnown = false
  for (const number of numbers) {
    const [latest] = await github.ownComments(number, (body) => hasMarker(body, marker))
    const record = latest === undefined ? null : recordIn(latest.body)
    if (record === null) continue
    isKnown = true
    entries.push(...record.entries)
  }
  return { pullRequests: [...numbers], entries: isKnown ? entries : null }
}

/** Newest first, without the one that is applied; of the target that was applied longest ago. */
async function commitsSince(session: Session, plans: readonly Plan[]): Promise<readonly string[]> {
  const lists = await Promise.all(plans.map((plan) => commitsSinceLedger(session, plan)))
  const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), [] as readonly string[])
  return longest.filter((commit) => commit !== session.run.sha).toReversed()
}

async function commitsSinceLedger(session: Session, { ledger }: Plan): Promise<readonly string[]> {
  const applied = ledger === null ? null : await appliedCommit(session, ledger)
  if (applied === null || applied === session.run.sha) return []
  try {
    return await session.github.commitsBetween(applied, session.run.sha)
  } catch (error) {
    session.warn(
      `the commits since the last apply cannot be listed, only this one counts as reviewed: ${reason(error)}`,
    )
    return []
  }
}

async function appliedCommit({ context, project }: Session, ledger: string): Promise<string | null> {
  const repository = await openProjectRepository(context, project)
  if (repository.git === null) return null
  return ledgerMessage(await readCommit(repository.git, ledger))?.commit ?? null
}
