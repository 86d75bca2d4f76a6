/** What the Action should have said and done, worked out again from git, the workspaces and what people can read. */
import { expect } from 'vitest'
import type { PullRequest } from '../../support/action/pull-request.ts'
import type { ActionResult } from '../../support/action/run-action.ts'
import { git } from '../../support/git/git.ts'
import type { Comment } from '../../support/github/server.ts'
import { type Claim, claimsIn, visible } from './claims.ts'
import type { Applicable, Opened, Play } from './play.ts'
import {
  changesBetween,
  covers,
  directionOf,
  loosens,
  type VoteChange,
  type Votes,
  votesAt,
} from './votes.ts'

/** A comment that stands: whole, of the Action alone, not folded away. */
export interface Shown {
  readonly id: number
  readonly text: string
}

export function standing({ world }: Pick<Play, 'world'>, { number }: PullRequest): readonly Shown[] {
  const { comments, viewer } = world.state
  return comments.flatMap(({ id, issue, body, author, editor, isMinimized }) => {
    const isOurs = author === viewer && (editor === null || editor === viewer)
    const isReview = issue === number && body.startsWith('<!-- policyctl:pr')
    return isOurs && isReview && !isMinimized ? [{ id, text: visible(body) }] : []
  })
}

/** Whether somebody who may write approved the head, and nobody who may write is against it. */
function isApproved({ world }: Play, pull: PullRequest): boolean {
  const last = lastOpinions(world, pull)
  return (
    last.every(({ state }) => state !== 'CHANGES_REQUESTED') &&
    last.some(({ state, commit }) => state === 'APPROVED' && commit === pull.head())
  )
}

function lastOpinions(world: Play['world'], { number }: PullRequest) {
  const own = world.state.reviews.filter(
    ({ pull, state, mayWrite }) => pull === number && state !== 'COMMENTED' && mayWrite !== false,
  )
  return own.filter((review) => !own.some(({ user, id }) => user === review.user && id > review.id))
}

/** A run again that something later has overtaken changes no comment, and says so. */
export function checkOverdue(
  before: readonly string[],
  after: readonly Comment[],
  result: ActionResult,
): void {
  expect(
    after.map(({ body }) => body),
    result.log,
  ).toEqual(before)
  expect(result.summary).toMatch(/Superseded by|is closed|goes into/)
}

/** No sentence of the comment is false of the commit and the workspaces that it names. */
export async function checkComment(
  play: Play,
  { pull, base }: Opened,
  { planned, result }: { readonly planned: readonly string[]; readonly result: ActionResult },
): Promise<void> {
  const { desk } = play
  const texts = standing(play, pull)
  expect(texts, 'one comment stands').toHaveLength(1)
  const { text } = texts[0] ?? { text: '' }
  git(desk, 'fetch', '-q', 'origin')
  const [tree = ''] = git(desk, 'merge-tree', '--write-tree', `origin/${base}`, pull.head()).split('\n')
  const files = votesAt(desk, tree)
  const said = `${text}\n--- log\n${result.log}`
  expect(text, said).toContain(`Commit <code>${pull.head().slice(0, 7)}</code>`)
  expect(text, said).toContain(`judged by <code>policyctl&#46;yaml</code> of <code>${base}</code>`)
  const offline = changesBetween(votesAt(desk, `origin/${base}`), files)
  const ownPolicies = new Set(offline.map(({ policy }) => policy))
  const lives = planned.map(async (target) =>
    changesBetween(await play.live(target), files).map((change) => ({ ...change, target })),
  )
  // Where nothing could be planned the base branch is compared with, and no target named.
  const all =
    planned.length === 0
      ? offline.map((change) => ({ ...change, target: '' }))
      : (await Promise.all(lives)).flat()
  const own = all.filter(({ policy }) => ownPolicies.has(policy))
  const claims = claimsIn(text)
  expect(texted(claims.own), said).toEqual(texted(own))
  expect(texted(claims.others), said).toEqual(texted(all.filter((one) => !own.includes(one))))
  for (const target of planned) {
    const isSame = !all.some((change) => change.target === target)
    expect(
      new RegExp(`\\b${target} \\*\\*(?:no change|no writes, \\d+ to take over)\\*\\*`, 'i').test(text),
      said,
    ).toBe(isSame)
  }
  checkVerdict(text, own, said)
  checkBlocked(text, { ownPolicies, claims: [...claims.own, ...claims.others] }, said)
  checkApproval(play, pull, { text, said, isOpening: planned.length > 0 && all.some(loosens) })
}

function texted(changes: readonly (VoteChange & Pick<Claim, 'target'>)[]): readonly string[] {
  return changes
    .map(({ target, policy, method, before, after }) => `${target} ${policy} ${method} ${before}→${after}`)
    .sort()
}

function checkVerdict(text: string, own: readonly VoteChange[], said: string): void {
  const [verdict = ''] = text.trim().split('\n')
  const policies = (direction: string): number =>
    new Set(own.filter((change) => directionOf(change) === direction).map(({ policy }) => policy)).size
  const counted = (pattern: RegExp): number => Number(pattern.exec(verdict)?.[1] ?? '0')
  expect(counted(/(\d+) polic(?:y allows|ies allow) more/), said).toBe(policies('wider'))
  expect(counted(/(\d+) changes? may open access/) > 0, said).toBe(policies('mixed') > 0)
  const isCalm = !/allows? more|may open|could not be planned|\d steps? blocked/.test(verdict)
  expect(counted(/(\d+) polic(?:y allows|ies allow) less/), said).toBe(isCalm ? policies('narrower') : 0)
  expect(counted(/(\d+) polic(?:y has|ies have) other approvers/), said).toBe(
    isCalm ? policies('rerouted') : 0,
  )
  expect(/nothing changes|to take over/.test(verdict), said).toBe(isCalm && own.length === 0)
}

/** Who is to blame for what is blocked, and what a branch lacks is nobody's change. */
function checkBlocked(
  text: string,
  { ownPolicies, claims }: { readonly ownPolicies: ReadonlySet<string>; readonly claims: readonly Claim[] },
  said: string,
): void {
  const [verdict = ''] = text.trim().split('\n')
  const lines = [...text.matchAll(/^> - `(\w+)`: .*$/gm)]
  const named = new Set(lines.map(([, policy = '']) => policy))
  for (const [line, policy = ''] of lines)
    expect(line.includes('not from this pull request'), said).toBe(!ownPolicies.has(policy))
  for (const { policy, isBlocked } of claims) if (isBlocked) expect(named, said).toContain(policy)
  // An old branch holds every step of its target.
  const behind = /^> - HEAD does not contain .*?(?: \((\w+) only\))?$/m.exec(text)
  const [, only] = behind ?? []
  const isBehind = ({ target }: Claim): boolean => behind !== null && (only === undefined || target === only)
  const held = new Set([...named, ...claims.filter(isBehind).map(({ policy }) => policy)])
  const own = [...held].filter((policy) => ownPolicies.has(policy)).length
  expect(Number(/(\d+) steps? blocked/.exec(verdict)?.[1] ?? '0'), said).toBe(own)
  expect(Number(/(\d+) other steps? blocked/.exec(verdict)?.[1] ?? '0'), said).toBe(held.size - own)
  if (behind !== null) expect(text, said).not.toMatch(/merged before, not applied yet|next apply writes too/)
}

function checkApproval(
  play: Play,
  pull: PullRequest,
  { text, said, isOpening }: { readonly text: string; readonly said: string; readonly isOpening: boolean },
): void {
  for (const [, by = '', commit = ''] of text.matchAll(/New since `(\w+)` approved `(\w+)`/g)) {
    const approvals = lastOpinions(play.world, pull).filter(({ state }) => state === 'APPROVED')
    expect(
      approvals.map((one) => [one.user, one.commit.slice(0, 7)]),
      said,
    ).toContainEqual([by, commit])
  }
  const isHeld = text.includes('Apply will refuse: guard `widening`')
  const isGiven = text.includes('It is approved: apply writes it.')
  const asks = play.widening === 'approve' && isOpening
  const isAgreed = isApproved(play, pull)
  expect([isHeld, isGiven], said).toEqual([asks && !isAgreed, asks && isAgreed])
}

interface Applying {
  readonly applicable: Applicable
  /** One, or one a target. */
  readonly results: readonly ActionResult[]
  readonly before: ReadonlyMap<string, Votes>
  readonly after: ReadonlyMap<string, Votes>
}

/** What was applied was shown to a person who could approve it, or the apply of that target ended with 3. */
export function checkApply(play: Play, target: string, applying: Applying): void {
  const { applicable, results, before: lives, after: written } = applying
  const nothing: Votes = new Map()
  const [before, after] = [lives.get(target) ?? nothing, written.get(target) ?? nothing]
  const result = results.find(({ summary }) => outcomeIn(summary, target) !== null)
  const said = `${target}\n${result?.summary}\n--- log\n${results.map(({ log }) => log).join('\n')}`
  const outcome = outcomeIn(result?.summary ?? '', target)
  expect(outcome, said).toMatch(
    /^(apply refused, nothing written|nothing to do|nothing to write, \d+ polic(y|ies) taken over|\d+ steps? applied)$/,
  )
  const isRefused = outcome === 'apply refused, nothing written'
  expect(isRefused ? [3] : results.length > 1 ? [0] : [0, 3], said).toContain(result?.status)
  const files = votesAt(applicable.at.folder, applicable.at.sha)
  expect([...after].toSorted(), said).toEqual([...(isRefused ? before : files)].toSorted())
  const ledger = play.ledgers.get(target) ?? { votes: nothing, count: 0 }
  const isPutBack = ({ policy }: VoteChange): boolean =>
    !changesBetween(ledger.votes, files).some((change) => change.policy === policy)
  const fresh = (changes: readonly VoteChange[]): readonly VoteChange[] =>
    changes.filter((change) => loosens(change) && !isPutBack(change))
  const news = play.merged.slice(ledger.count, applicable.count)
  const opened = fresh(changesBetween(before, after))
  const shown = shownOf(play, news, target)
  expect(missing(opened, shown, covers), said).toEqual([])
  if (play.widening === 'approve') {
    const agreed = news.filter(({ pull }) => isApproved(play, pull))
    const all = changesBetween(before, after).filter(loosens)
    expect(missing(all, shownOf(play, agreed, target), covers), said).toEqual([])
  }
  const isUnseen = isRefused && /\(`(?:unreviewed|wider-than-reviewed)`\)/.test(ownPart(said, target))
  const wanted = fresh(changesBetween(before, files))
  if (isUnseen) expect(missing(wanted, shown, isSame), said).not.toEqual([])
  if (!isRefused) play.ledgers.set(target, { votes: files, count: applicable.count })
}

function outcomeIn(summary: string, target: string): string | null {
  const [, outcome = null] = new RegExp(`\\b${target}: ([^·\\n]*?)(?: ·|$)`, 'm').exec(summary) ?? []
  return outcome
}

/** The alert of one target, of a summary that may have several. */
function ownPart(summary: string, target: string): string {
  return summary.split('> [!CAUTION]').find((part) => part.includes(`**${target} is not `)) ?? ''
}

/** What comments that still stand showed of a target as their pull request's own. */
function shownOf(play: Play, merged: Play['merged'], target: string): readonly VoteChange[] {
  return merged.flatMap(({ pull, shown }) => {
    const now = standing(play, pull).map(({ id }) => id)
    const kept = shown.filter(({ id, text }) => now.includes(id) && text.includes('of <code>main</code>'))
    return kept.flatMap(({ text }) => claimsIn(text).own.filter((claim) => claim.target === target))
  })
}

function missing(
  changes: readonly VoteChange[],
  shown: readonly VoteChange[],
  isShown: (shown: VoteChange, change: VoteChange) => boolean,
): readonly VoteChange[] {
  return changes.filter((change) => !shown.some((one) => isShown(one, change)))
}

function isSame(shown: VoteChange, change: VoteChange): boolean {
  return covers(shown, change) && shown.before === change.before
}
