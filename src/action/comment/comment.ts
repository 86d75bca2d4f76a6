/**
 * The comment on a pull request: the verdict, one alert per thing that needs a
 * decision, a list of what does not, the green facts, and folds.
 *
 * It never fails because of its length: every part is cut by whole items, the
 * harmless end first, and all folds are closed. Wider access that does not fit
 * continues in further comments, since only shown changes count as reviewed. Changes
 * of others are named but not recorded, since this pull request does not approve
 * them. The same text without a limit is the job summary and the artifact.
 */
import { count } from '../../diagnostic/count.ts'
import { bytes, characters, type Limit } from '../../media/cut-to-fit.ts'
import { markerOf } from '../../review/comment-marker.ts'
import { recordComment, withRecord } from '../../review/record-text.ts'
import type { RiskRecord } from '../../review/risk-record.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { entriesOfGroup, factsOf } from './comment-facts.ts'
import type { CommentInput } from './comment-input.ts'
import { type CommentPart, partTexts } from './comment-parts.ts'
import { RECORD_SIZE, recordFor, sharedRecord } from './comment-record.ts'
import { visibleText } from './comment-text.ts'
import { verdictOf } from './comment-verdict.ts'
import { longestPrefix } from './longest-prefix.ts'

/** GitHub refuses 65,536 characters and more (docs/decisions/0060-comment-length.md). */
export const COMMENT_SIZE = 65_000
/** A step's summary is refused above 1 MiB; other tools may write to it too. */
export const SUMMARY_LIMIT: Limit = { size: 1_000_000, measure: bytes }
export const NO_LIMIT: Limit = { size: Number.POSITIVE_INFINITY, measure: characters }

export interface RenderedComment {
  /** The texts of the first comment and of those that continue it. */
  readonly bodies: readonly string[]
  /** Heading, for logs and statuses. */
  readonly verdict: string
  readonly records: readonly RiskRecord[]
  /** The number of changes that widen access and fit into no comment. */
  readonly unshown: number
  /** The approved commit, if the records have no room for what was shown of it; else null. */
  readonly forgets: string | null
}

/** Renders the comments with their hidden records. */
export function renderComment(input: CommentInput): RenderedComment {
  const facts = factsOf(input)
  const size = COMMENT_SIZE - RECORD_SIZE - markerOf('pr', input.project, input.key).length - 10
  const shared = sharedRecord(input, facts)
  const fits = (groups: readonly AccessGroup[]): boolean =>
    recordComment(recordFor(shared, { groups, text: '' })).length <= RECORD_SIZE
  const main = visibleText(input, facts, { size, measure: characters, isComment: true })
  const recorded = longestPrefix(main.shown, fits)
  const opening = facts.access.filter((group) => entriesOfGroup(group).length > 0)
  const isRecorded = new Set(recorded)
  const further = opening.filter((group) => !isRecorded.has(group))
  const { parts, unshown } = partTexts(further, { size, fits, input })
  const texts: readonly CommentPart[] = [
    { text: `${main.text}${furtherWords(parts.length, unshown.length)}`, groups: recorded },
    ...parts,
  ]
  const whole = texts.map(({ text, groups }, index) => {
    const marked = `${markerOf('pr', input.project, partKey(input.key, index))}\n${text}`
    const record = recordFor(shared, { groups, text: marked })
    return { record, body: withRecord(marked, record) }
  })
  return {
    bodies: whole.map(({ body }) => body),
    records: whole.map(({ record }) => record),
    verdict: verdictOf(input, facts),
    unshown: unshown.length,
    forgets: shared.approved === null && input.approval?.seen ? input.approval.commit : null,
  }
}

/** Tells a reader of the first comment about the others. */
function furtherWords(parts: number, unshown: number): string {
  const rest =
    parts === 0
      ? ''
      : `\n\n**This comment has no room for all of it: it continues in ${count(parts, 'further comment')}.**`
  return unshown === 0
    ? rest
    : `${rest}\n\n**${count(unshown, 'change')} that let more through do not fit into the comments, so nobody was shown them and apply refuses them. Split this pull request.**`
}

/** Makes the key of a comment: those that continue the first have a number. */
export function partKey(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index + 1}`
}

/** Renders the text that people see, under another limit, as one text. */
export function renderReport(input: CommentInput, limit: Limit): string {
  return `${visibleText(input, factsOf(input), { ...limit, isComment: false }).text}\n`
}
