/** Makes the records of the comments on one pull request. Most of a record's room is for the changes that its comment shows. */
import { recordComment } from '../../review/record-text.ts'
import { type RiskRecord, textDigest } from '../../review/risk-record.ts'
import { shortDigest } from '../../review/short-digest.ts'
import { type CommentFacts, entriesOfGroup } from './comment-facts.ts'
import { type CommentInput, silencedErrors } from './comment-input.ts'
import type { CommentPart } from './comment-parts.ts'

/** The most characters of a comment that the record may take. */
export const RECORD_SIZE = 20_000

/** The most characters of what all records of a pull request have alike. */
const SHARED_SIZE = 8_000

/** The most digests; more of them become one, which differs if any of them does. */
const MOST_DIGESTS = 200

/** The part that is the same in each comment of a pull request. */
export type SharedRecord = Omit<RiskRecord, 'entries' | 'text'>

export function recordFor(shared: SharedRecord, { groups, text }: CommentPart): RiskRecord {
  return { ...shared, entries: groups.flatMap(entriesOfGroup), text: textDigest(text) }
}

/** `approved` is null, too, if what was shown of the approved commit has no room: then its own comments must stay. */
export function sharedRecord(input: CommentInput, facts: CommentFacts): SharedRecord {
  const { approval, base, commit } = input
  const seen = approval?.seen ?? null
  const shared = {
    ...({ version: 3, commit, base: base.branch, targets: facts.planned } as const),
    config: digests(otherNews(input, facts)),
    approved: approval === null || seen === null ? null : { commit: approval.commit, entries: seen },
  }
  const length = recordComment({ ...shared, entries: [], text: '' }).length
  return length <= SHARED_SIZE ? shared : { ...shared, approved: null }
}

/** Lists what else a reviewer must see. */
function otherNews({ loosened, base, lint }: CommentInput, { alreadyLive }: CommentFacts): readonly string[] {
  const silenced = silencedErrors(lint).map(({ check, policy, message }) =>
    JSON.stringify([check, policy, message]),
  )
  const kept = alreadyLive.flatMap(entriesOfGroup).map((entry) => JSON.stringify(entry))
  return [...loosened, ...(base.otherThan?.looser ?? []), ...kept, ...silenced]
}

function digests(news: readonly string[]): readonly string[] {
  const all = news.map(shortDigest)
  return all.length <= MOST_DIGESTS ? all : [shortDigest(all.toSorted().join(' '))]
}
