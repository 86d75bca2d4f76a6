/**
 * The record of what one comment showed. It is kept in the comment for later
 * runs: did the risk grow since, what is new since an approval, and does an
 * apply open more than was reviewed?
 */
import { notCovered, type RiskEntry } from './risk-entry.ts'
import { shortDigest } from './short-digest.ts'

export interface RiskRecord {
  /** Records of version 2 also had what was somebody else's: they count for nothing. */
  readonly version: 3
  /** Head of the pull request that was shown. */
  readonly commit: string
  /** Branch that it goes into, whose config judged. */
  readonly base: string
  /** Targets that were looked at; those where nothing opens have no entry. */
  readonly targets: readonly string[]
  /** Each of them stands in the text of the comment. */
  readonly entries: readonly RiskEntry[]
  /** The digest of the whole text that people see. */
  readonly text: string
  /** Digests of what else a reviewer must see: loosenings of the config, and wider access that live has already. */
  readonly config: readonly string[]
  /** The risk that was shown for the commit that was approved last. */
  readonly approved: ShownRisk | null
}

/** The risk that was shown of one commit. */
export interface ShownRisk {
  readonly commit: string
  readonly entries: readonly RiskEntry[]
}

/** Tells whether something may be allowed that the comments so far did not say. */
export function hasGrown(now: Pick<RiskRecord, 'entries' | 'config'>, shown: readonly RiskRecord[]): boolean {
  const known = new Set(shown.flatMap(({ config }) => config))
  if (now.config.some((line) => !known.has(line))) return true
  return notCovered(now.entries, entriesOf(shown)).length > 0
}

export function entriesOf(records: readonly RiskRecord[]): readonly RiskEntry[] {
  return records.flatMap(({ entries }) => entries)
}

/** Finds the records of a commit: as their last word, or remembered by a later one; null: none. */
export function shownAt(commit: string, records: readonly RiskRecord[]): readonly RiskEntry[] | null {
  const direct = records.filter((record) => record.commit === commit)
  if (direct.length > 0) return entriesOf(direct)
  const remembered = records.flatMap(({ approved }) => (approved?.commit === commit ? [approved] : []))
  return remembered.length > 0 ? remembered.flatMap(({ entries }) => entries) : null
}

/** Ties a record to the text that it stands in. */
export function textDigest(text: string): string {
  return shortDigest(text.trim())
}
