/**
 * Keeps one comment a pull request and project: edited in place while it says
 * the same or less risk, posted anew (the old one folded away) when the risk
 * grew, so that nobody overlooks it in an edit.
 */

import type { RenderedComment } from './comment/comment.ts'
import type { Approval } from './comment/comment-input.ts'
import { hasMarker, markerOf, recordIn } from './comment/risk-marker.ts'
import { hasGrown, type RiskEntry, type RiskRecord } from './comment/risk-record.ts'
import type { GitHub, OwnComment } from './github.ts'

export interface CommentRequest {
  readonly number: number
  readonly project: string
  /** Called once with what is known of the last approval and of the last comment. */
  readonly render: (known: {
    approval: Approval | null
    shownBefore: readonly RiskEntry[]
  }) => RenderedComment
  /** Told what could not be done and does not matter enough to stop. */
  readonly warn: (message: string) => void
}

export type CommentOutcome = 'posted' | 'updated' | 'posted anew'

/** @throws what GitHub answers where the comment itself cannot be read or written. */
export async function postComment(github: GitHub, request: CommentRequest): Promise<CommentOutcome> {
  const marker = markerOf('pr', request.project)
  const own = await github.ownComments(request.number, (body) => hasMarker(body, marker))
  const current = own.find(({ isMinimized }) => !isMinimized)
  const records = own.flatMap(({ body }) => recordIn(body) ?? [])
  const shown = current === undefined ? null : recordIn(current.body)
  const approval = await approvalOf(github, request, records)
  const rendered = request.render({ approval, shownBefore: shown?.entries ?? [] })
  return publish(github, request, { rendered, current, shown })
}

async function publish(
  github: GitHub,
  { number, warn }: CommentRequest,
  {
    rendered,
    current,
    shown,
  }: { rendered: RenderedComment; current: OwnComment | undefined; shown: RiskRecord | null },
): Promise<CommentOutcome> {
  if (current !== undefined && (shown === null || !hasGrown(rendered.record, shown))) {
    await github.updateComment(current.id, rendered.body)
    return 'updated'
  }
  await github.createComment(number, rendered.body)
  if (current === undefined) return 'posted'
  // The new one stands; an old one that stays open is only untidy.
  await github
    .minimizeComment(current.nodeId)
    .catch((error: unknown) => warn(`the old comment stays open: ${reason(error)}`))
  return 'posted anew'
}

async function approvalOf(
  github: GitHub,
  request: CommentRequest,
  records: readonly RiskRecord[],
): Promise<Approval | null> {
  try {
    const review = await github.lastApproval(request.number)
    return review === null ? null : { ...review, seen: seenAt(review.commit, records) }
  } catch (error) {
    request.warn(
      `the reviews cannot be read, so nothing is marked as new since an approval: ${reason(error)}`,
    )
    return null
  }
}

/** What a comment said of that commit: as its last word, or remembered by a later one. */
function seenAt(commit: string, records: readonly RiskRecord[]): readonly RiskEntry[] | null {
  const direct = records.find((record) => record.commit === commit)
  const remembered = records.find(({ approved }) => approved?.commit === commit)
  return direct?.entries ?? remembered?.approved?.entries ?? null
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
