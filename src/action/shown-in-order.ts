/**
 * Comments count in the order of the branch. A comment that showed an opening is no permission for a later commit that
 * opens it again: somebody had closed it in between, and nobody was shown the second opening.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { bringCommit } from '../git/default-branch.ts'
import { unchangedCommits } from '../git/unchanged-commits.ts'
import { type BranchStep, type ReviewedPull, shownOf } from '../review/reviewed.ts'
import { notCovered, type RiskEntry, riskEntries } from '../review/risk-entry.ts'
import { REMOTE } from './checkout.ts'
import { openedAt } from './opened-access.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'

export interface ShownInOrder {
  readonly steps: readonly BranchStep[]
  /** The pull requests whose comments count. */
  readonly pulls: readonly ReviewedPull[]
  /** The side from which the regions lead. */
  readonly before: AccessSide
}

export interface OpenedAgain {
  /** The commit of the default branch that opens them. */
  readonly commit: string
  /** At least one. */
  readonly regions: readonly Region[]
}

/**
 * Finds regions that a commit opens although no comment on its own or a later pull request shows them; null: none.
 * It goes from the newest commit back until comments cover all regions; mostly the newest one's does.
 *
 * @param regions all of them are in some comment of `pulls`.
 */
export async function openedAgain(
  session: Session,
  planned: PlannedTarget,
  { regions, shown }: { readonly regions: readonly Region[]; readonly shown: ShownInOrder },
): Promise<OpenedAgain | null> {
  const { steps, pulls, before } = shown
  const { name } = planned.plan.target
  const later = new Set<number>()
  let left = regions
  let same: ReadonlySet<string> | null = null
  for (const [index, { commit, pulls: brought }] of steps.entries()) {
    for (const number of brought) later.add(number)
    const seen =
      shownOf(
        pulls.filter(({ number }) => later.has(number)),
        name,
      ) ?? []
    left = notIn(name, left, seen)
    const earlier = steps[index + 1]?.commit
    if (left.length === 0 || earlier === undefined) return null
    same ??= await unchangedSteps(session, steps)
    if (same.has(commit)) continue
    const open = await openBefore(session, planned, { commit: earlier, before })
    const again = open === null ? [] : notIn(name, left, [...seen, ...open])
    if (again.length > 0) return { commit, regions: again }
  }
  return null
}

function notIn(name: string, regions: readonly Region[], shown: readonly RiskEntry[]): readonly Region[] {
  return regions.filter((region) => notCovered(riskEntries(name, [region]), shown).length > 0)
}

/** Selects the commits that change neither a policy nor the config. */
async function unchangedSteps(
  { repository, project, folder }: Session,
  steps: readonly BranchStep[],
): Promise<ReadonlySet<string>> {
  if (repository === null) return new Set()
  const inFolder = (path: string): string => (folder === '' ? path : `${folder}/${path}`)
  const paths = [project.config.policies, 'policyctl.yaml'].map(inFolder)
  return unchangedCommits(repository.git, { commits: steps.map(({ commit }) => commit), paths })
}

/** @returns null if the commit cannot tell, such as one without the target: the next older one is asked. */
async function openBefore(
  { context, repository }: Session,
  planned: PlannedTarget,
  at: { readonly commit: string; readonly before: AccessSide },
): Promise<readonly RiskEntry[] | null> {
  try {
    if (repository !== null) await bringCommit(repository, REMOTE, at.commit)
    return await openedAt(context, planned, at)
  } catch (error) {
    if (error instanceof PolicyctlError && error.code !== 'remote-unreachable') return null
    throw error
  }
}
