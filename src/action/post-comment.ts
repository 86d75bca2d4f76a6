/**
 * Keeps one comment for each pull request, project and set of targets. It is edited in
 * place while the risk is the same or less, and posted again (the old one is folded)
 * when the risk grew, so that nobody overlooks it in an edit. If it is too long, it
 * continues in further comments, which are replaced together with it.
 */
import { markerKey } from '../review/comment-marker.ts'
import { recordIn } from '../review/record-text.ts'
import { entriesOf, hasGrown, type RiskRecord, shownAt } from '../review/risk-record.ts'
import type { RenderedComment } from './comment/comment.ts'
import { partKey } from './comment/comment.ts'
import type { LastApproval } from './comment/comment-input.ts'
import { familyOf, targetsOfKey } from './comment-key.ts'
import {
  commentsOfAccount,
  createComment,
  minimizeComment,
  type OwnComment,
  updateComment,
} from './github/comments.ts'
import type { GitHub } from './github/github.ts'
import { lastApproval, type Pull } from './github/pulls.ts'

export interface CommentRequest {
  readonly pull: Pull
  readonly project: string
  readonly key: string
  /** Tells whether the config that judges names a target: a comment on others only is out of date. */
  readonly isTarget: (name: string) => boolean
  /** Called once with what is known of the last approval. */
  readonly render: (known: { approval: LastApproval | null }) => RenderedComment
  /** Called for failures that do not stop the run. */
  readonly warn: (message: string) => void
}

export type CommentOutcome = 'posted' | 'updated' | 'posted anew'

/** @throws GitHub's error if the comment itself cannot be read or written. */
export async function postComment(github: GitHub, request: CommentRequest): Promise<CommentOutcome> {
  const { pull, project, key } = request
  const all = await commentsOfAccount(github, pull.number, (body) => markerKey(body, 'pr', project) !== null)
  const found = all.filter(({ isEditedByOthers }) => !isEditedByOthers)
  const own = found.map((comment) => ({
    ...comment,
    key: markerKey(comment.body, 'pr', project) ?? '',
    record: recordIn(comment.body),
  }))
  const rendered = request.render({ approval: approvalOf(pull, own) })
  const open = own.filter(({ isMinimized }) => !isMinimized)
  const outcome = await publish(github, request, {
    rendered,
    open: open.filter((one) => familyOf(one.key) === key),
  })
  const overtaken = open.filter((one) => familyOf(one.key) !== key && isCovered(one.key, request))
  // Beside the new one, a text that somebody else wrote in our name must not be read as ours.
  const spoiled = all.filter(({ isEditedByOthers, isMinimized }) => isEditedByOthers && !isMinimized)
  await foldAway(github, [...overtaken, ...spoiled], request)
  return outcome
}

/** A job that looks at all targets of another comment has taken its place; one that looks at some of them has not. */
function isCovered(other: string, { key, isTarget }: CommentRequest): boolean {
  const targets = targetsOfKey(key)
  const others = targetsOfKey(other)
  const isShared = others.some((name) => targets.includes(name))
  return isShared && others.every((name) => targets.includes(name) || !isTarget(name))
}

/** A comment of ours, with what its marker and its record say. */
interface Known extends OwnComment {
  readonly key: string
  readonly record: RiskRecord | null
}

async function publish(
  github: GitHub,
  request: CommentRequest,
  { rendered, open }: { rendered: RenderedComment; open: readonly Known[] },
): Promise<CommentOutcome> {
  const { pull, key } = request
  const { bodies, records } = rendered
  const current = open.find((one) => one.key === key)
  const shown = open.flatMap(({ record }) => record ?? [])
  const now = { entries: entriesOf(records), config: records[0]?.config ?? [] }
  if (current === undefined || hasGrown(now, shown) || wouldForget(rendered, shown)) {
    for (const body of bodies) await createComment(github, pull.number, body)
    await foldAway(github, open, request)
    return current === undefined ? 'posted' : 'posted anew'
  }
  const kept = new Set<Known>()
  for (const [index, body] of bodies.entries()) {
    const before = open.find((one) => one.key === partKey(key, index))
    if (before === undefined) await createComment(github, pull.number, body)
    else await updateComment(github, before.id, body)
    if (before !== undefined) kept.add(before)
  }
  await foldAway(
    github,
    open.filter((one) => !kept.has(one)),
    request,
  )
  return 'updated'
}

/** Tells whether an edit in place would lose what was shown of the approved commit; a comment that is folded away keeps it. */
function wouldForget({ forgets }: RenderedComment, shown: readonly RiskRecord[]): boolean {
  return (
    forgets !== null && shown.some(({ commit, approved }) => [commit, approved?.commit].includes(forgets))
  )
}

/** Folds old comments. A failure is only a warning: the new comments are there. */
async function foldAway(
  github: GitHub,
  comments: readonly OwnComment[],
  { warn }: CommentRequest,
): Promise<void> {
  for (const { nodeId } of comments)
    await minimizeComment(github, nodeId).catch((error: unknown) =>
      warn(`an old comment stays open: ${reason(error)}`),
    )
}

function approvalOf(pull: Pull, own: readonly Known[]): LastApproval | null {
  const review = lastApproval(pull)
  if (review === null || review.commit === null) return null
  const { by, commit } = review
  return {
    by,
    commit,
    seen: shownAt(
      commit,
      own.flatMap(({ record }) => record ?? []),
    ),
  }
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
