/**
 * Checks whether the people who could approve a plan were shown it: the wider access of
 * the plan must be in the comments.
 */
import { regionLoosens } from '../access/model/opens.ts'
import type { Failure } from '../answers/target-report.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import type { DefaultBranch } from '../git/default-branch.ts'
import { accessLineMarkdown } from '../media/regions-markdown.ts'
import type { Plan } from '../plan/plan.ts'
import { pullsFor, type Reviewed, type ReviewedPull, shownOf } from '../review/reviewed.ts'
import { notCovered, type RiskEntry, riskEntries } from '../review/risk-entry.ts'
import { groupAccess } from '../words/access-group.ts'
import type { SinceApplied, TakenBack } from './opened-access.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { ReviewedChanges } from './reviewed.ts'
import type { Session } from './session.ts'
import { type OpenedAgain, openedAgain } from './shown-in-order.ts'

export type ReviewRuling =
  | {
      readonly kind: 'reviewed'
      /** True if all wider access was shown on approved pull requests. */
      readonly isApproved: boolean
      /** A note for readers of the log; null: none. */
      readonly note: string | null
    }
  | {
      readonly kind: 'unreviewed'
      readonly failure: Failure
      /** The access that would get wider, one line each; Markdown. */
      readonly refused: readonly string[]
    }

/** @param since the changes of access since the last apply. */
export async function rulingOf(
  session: Session,
  { planned, since }: { readonly planned: PlannedTarget; readonly since: SinceApplied },
  { reviewed, failure }: ReviewedChanges,
): Promise<ReviewRuling> {
  const { plan } = planned
  const { allowUnreviewed } = session.inputs
  const { name } = plan.target
  const opening = ownAccess(plan, since.access).filter(regionLoosens)
  if (opening.length === 0) return { kind: 'reviewed', isApproved: false, note: null }
  const pulls = pullsFor(reviewed?.pulls ?? [], name)
  const inOrder = (regions: Plan['access'], from: readonly ReviewedPull[]): Promise<OpenedAgain | null> =>
    openedAgain(session, planned, {
      regions,
      shown: { steps: reviewed?.steps ?? [], pulls: from, before: since.before },
    })
  const approved = pulls.filter((pull) => pull.isApproved)
  const isApproved =
    opensNothingBeyond({ name, access: since.access }, shownOf(approved, name)) &&
    (await inOrder(since.access.filter(regionLoosens), approved)) === null
  if (allowUnreviewed) return { kind: 'reviewed', isApproved, note: null }
  if (failure !== null)
    return unreviewed('wider-than-reviewed', {
      message: `the records of the review cannot be read: ${failure}`,
      refused: [],
    })
  const seen = shownOf(pulls, name)
  if (seen === null && plan.ledger === null && pulls.length === 0) {
    const note = `${name}: this is its first apply, and no pull request brought it: nobody reviewed what it opens`
    return { kind: 'reviewed', isApproved, note }
  }
  if (seen === null)
    return unreviewed('unreviewed', {
      message: withoutRecord(pulls, name, reviewed?.elsewhere ?? []),
      refused: lines(name, opening),
    })
  const beyond = await beyondComments(name, { opening, seen, findAgain: () => inOrder(opening, pulls) })
  return beyond === null
    ? { kind: 'reviewed', isApproved, note: null }
    : unreviewed('wider-than-reviewed', beyond)
}

/** Finds what an apply opens beyond the comments, or again after they showed it; null: nothing. */
async function beyondComments(
  name: string,
  {
    opening,
    seen,
    findAgain,
  }: {
    readonly opening: Plan['access']
    readonly seen: readonly RiskEntry[]
    readonly findAgain: () => Promise<OpenedAgain | null>
  },
): Promise<Refused | null> {
  const wider = opening.filter((region) => notCovered(riskEntries(name, [region]), seen).length > 0)
  if (wider.length > 0)
    return {
      message: 'this apply would open more than the comments on the merged pull requests had shown',
      refused: lines(name, wider),
    }
  const again = await findAgain()
  return again === null
    ? null
    : {
        message: `commit ${again.commit.slice(0, 7)} opens again what was closed after the comments that showed it: no comment on its own or a later pull request shows it`,
        refused: lines(name, again.regions),
      }
}

/** Leaves out access of steps that put back live edits: their files were reviewed when they were applied first. */
function ownAccess({ steps }: Plan, access: Plan['access']): Plan['access'] {
  const putBack = new Set(steps.filter(({ origin }) => origin === 'live').map(({ policy }) => policy))
  return access.filter(({ policies }) => policies.some((policy) => !putBack.has(policy)))
}

function opensNothingBeyond(
  { name, access }: { readonly name: string; readonly access: Plan['access'] },
  shown: ReturnType<typeof shownOf>,
): boolean {
  return shown !== null && notCovered(riskEntries(name, access), shown).length === 0
}

/** Refuses what the newest commit of the default branch is not seen to open. */
export function takenBackRuling(
  name: string,
  { cause, regions }: TakenBack,
  branch: DefaultBranch,
): Extract<ReviewRuling, { kind: 'unreviewed' }> {
  return {
    kind: 'unreviewed',
    failure: { code: 'taken-back', ...takenBackWords(name, cause, branch) },
    refused: lines(name, regions),
  }
}

function takenBackWords(
  name: string,
  cause: TakenBack['cause'],
  { name: branch, tip }: DefaultBranch,
): { readonly message: string; readonly hint: string } {
  const newest = `its newest commit, ${tip.slice(0, 7)},`
  const runs = `the run of ${tip.slice(0, 7)} applies what ${branch} has now; if there is none, start the apply workflow by hand on ${branch}`
  switch (cause.kind) {
    case 'closed':
      return {
        message: `${branch} has taken back what this apply would open: ${newest} does not open it`,
        hint: runs,
      }
    case 'elsewhere':
      return {
        message: `the newest commit of ${branch}, ${tip.slice(0, 7)}, has the workspace of ${name} as target ${cause.target}, so what this apply would open is left to its run`,
        hint: runs,
      }
    case 'gone':
      return {
        message: `${branch} has given up what this apply would open: ${newest} has no target ${name} with this workspace, so no later run would close it`,
        hint: `bring the target back on ${branch} if its workspace is still to be changed from here`,
      }
    case 'unreadable':
      return {
        message: `it is not known whether ${branch} still wants what this apply would open: its newest commit, ${tip.slice(0, 7)}, has a config or files that cannot be read`,
        hint: `mend the files on ${branch}: the run of that commit applies them`,
      }
  }
}

function lines(name: string, regions: Plan['access']): readonly string[] {
  return groupAccess([{ target: name, regions, blocked: new Set() }]).map(accessLineMarkdown)
}

const MOST_NAMED = 5

function withoutRecord(
  pulls: readonly ReviewedPull[],
  target: string,
  elsewhere: Reviewed['elsewhere'],
): string {
  const where = pulls.map(({ number }) => `#${number}`).join(', ')
  const other = elsewhere.map(({ number, branch }) => `#${number} into ${branch}`)
  if (pulls.length === 0 && other.length > 0)
    return `no pull request into this branch brought what this apply opens; the comments on those that were merged into another one, or into this one under its former name, do not count: ${firstNames(other, MOST_NAMED)}`
  if (pulls.length === 0)
    return 'no merged pull request brought what this apply opens, so nobody was shown it'
  // A pull request that names a target first is planned without it.
  if (pulls.some(({ records }) => records.length > 0))
    return `the comments on ${where} did not plan ${target}, so nobody was shown what this apply opens there`
  return `no comment on ${where} says what this apply opens: there is none, or somebody else wrote or edited it`
}

interface Refused {
  readonly message: string
  readonly refused: readonly string[]
}

function unreviewed(code: 'unreviewed' | 'wider-than-reviewed', { message, refused }: Refused): ReviewRuling {
  const hint = 'run the apply workflow by hand with allow-unreviewed if this is wanted, revert otherwise'
  return { kind: 'unreviewed', failure: { code, message, hint }, refused }
}
