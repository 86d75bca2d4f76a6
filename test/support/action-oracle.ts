/** What the Action should have said and done, worked out again from git, the workspace and what people can read. */
import { expect } from 'vitest'
import {
  claimedClosed,
  claimedOpen,
  type Grants,
  grantsAt,
  policiesOf,
  visible,
  without,
} from './action-grants.ts'
import type { Opened, Play } from './action-history.ts'
import type { Checkout } from './action-world.ts'
import { git } from './git.ts'
import type { PullRequest } from './pull-request.ts'
import type { ActionResult } from './run-action.ts'

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

/** No sentence of the comment is false of the commit and the workspace that it names. */
export function checkComment(
  play: Play,
  { pull, base }: Opened,
  { live, result }: { readonly live: Grants; readonly result: ActionResult },
): void {
  const { desk, world, widening } = play
  const texts = standing(play, pull)
  expect(texts, 'one comment stands').toHaveLength(1)
  const { text } = texts[0] ?? { text: '' }
  git(desk, 'fetch', '-q', 'origin')
  const [tree = ''] = git(desk, 'merge-tree', '--write-tree', `origin/${base}`, pull.head()).split('\n')
  const files = grantsAt(desk, tree)
  const tip = grantsAt(desk, `origin/${base}`)
  const said = `${text}\n--- log\n${result.log}`
  expect(text, said).toContain(`Commit <code>${pull.head().slice(0, 7)}</code>`)
  expect(text, said).toContain(`judged by <code>policyctl&#46;yaml</code> of <code>${base}</code>`)
  const opens = without(files, live)
  const closes = without(live, files)
  expect([...claimedOpen(text)].toSorted(), said).toEqual([...opens].toSorted())
  const own = new Set(policiesOf(new Set([...without(files, tip), ...without(tip, files)])))
  const isOwn = (grant: string): boolean => own.has(grant.split(' ')[0] ?? '')
  const closed = claimedClosed(text)
  expect([...without(closed, closes)], said).toEqual([])
  expect([...without(new Set([...closes].filter(isOwn)), closed)], said).toEqual([])
  const wider = policiesOf(new Set([...opens].filter(isOwn))).length
  const [verdict = ''] = text.trim().split('\n')
  const allow = /(\d+) polic(?:y allows|ies allow) more/.exec(verdict)?.[1] ?? '0'
  expect(Number(allow), said).toBe(wider)
  const isNothing = ![...opens, ...closes].some(isOwn)
  // What main waits for may be held back all the same, and that is said first.
  expect(/nothing changes|steps? blocked/.test(verdict) || !isNothing, said).toBe(true)
  if (verdict.includes('nothing changes')) expect(isNothing, said).toBe(true)
  for (const [, by = '', commit = ''] of text.matchAll(/New since `(\w+)` approved `(\w+)`/g)) {
    const approvals = lastOpinions(world, pull).filter(({ state }) => state === 'APPROVED')
    expect(
      approvals.map((one) => [one.user, one.commit.slice(0, 7)]),
      said,
    ).toContainEqual([by, commit])
  }
  const isHeld = text.includes('Apply will refuse: guard `widening`')
  const isGiven = text.includes('It is approved: apply writes it.')
  const asks = widening === 'approve' && opens.size > 0
  expect([isHeld, isGiven], said).toEqual([asks && !isApproved(play, pull), asks && isApproved(play, pull)])
}

/** What was applied was shown to a person who could approve it, or the apply ended with 3. */
export function checkApply(
  play: Play,
  {
    at,
    result,
    before,
    after,
  }: {
    readonly at: Checkout
    readonly result: ActionResult
    readonly before: Grants
    readonly after: Grants
  },
): void {
  const { merged, widening } = play
  const said = `${result.summary}\n--- log\n${result.log}`
  expect([0, 3], said).toContain(result.status)
  const files = grantsAt(at.folder, at.sha)
  expect([...after].toSorted(), said).toEqual([...(result.status === 0 ? files : before)].toSorted())
  expect(result.summary.includes('nothing written'), said).toBe(result.status === 3)
  const stands = ({ pull, shown }: Play['merged'][number]): Grants => {
    const now = standing(play, pull).map(({ id }) => id)
    const kept = shown.filter(({ id, text }) => now.includes(id) && text.includes('of <code>main</code>'))
    return new Set(kept.flatMap(({ text }) => [...claimedOpen(text)]))
  }
  const seen = new Set(merged.flatMap((one) => [...stands(one)]))
  const agreed = new Set(
    merged.filter(({ pull }) => isApproved(play, pull)).flatMap((one) => [...stands(one)]),
  )
  const opened = without(after, new Set([...before, ...play.applied]))
  expect([...without(opened, seen)], said).toEqual([])
  if (widening === 'approve') expect([...without(opened, agreed)], said).toEqual([])
  const wanted = without(files, before)
  if (/\(`(?:unreviewed|wider-than-reviewed)`\)/.test(result.summary))
    expect([...without(wanted, seen)], said).not.toEqual([])
}
