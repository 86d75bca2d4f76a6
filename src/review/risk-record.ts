/**
 * The record of the changes that one comment showed. The comment keeps it for later
 * runs: did the risk grow, what is new since an approval, and does an apply widen more
 * than was reviewed?
 */
import { notCovered, type RiskEntry } from './risk-entry.ts'
import { shortDigest } from './short-digest.ts'

export interface RiskRecord {
  /** Records of version 2 also listed risks of other changes, so they are ignored. */
  readonly version: 3
  /** Head of the pull request that was shown. */
  readonly commit: string
  /** The base branch, whose config judged. */
  readonly base: string
  /** The targets of the comment; a target without wider access has no entry. */
  readonly targets: readonly string[]
  /** The changes that the text of the comment shows. */
  readonly entries: readonly RiskEntry[]
  /** The digest of the comment's text. */
  readonly text: string
  /** Digests of what else a reviewer must see: loosenings of the config, wider access that live has already, errors that are silenced. */
  readonly config: readonly string[]
  /** The risk that was shown for the commit that was approved last. */
  readonly approved: ShownRisk | null
}

/** The risk that was shown of one commit. */
export interface ShownRisk {
  readonly commit: string
  readonly entries: readonly RiskEntry[]
}

/** Tells whether there may be wider access that no comment showed so far. */
export function hasGrown(now: Pick<RiskRecord, 'entries' | 'config'>, shown: readonly RiskRecord[]): boolean {
  const known = new Set(shown.flatMap(({ config }) => config))
  if (now.config.some((line) => !known.has(line))) return true
  return notCovered(now.entries, entriesOf(shown)).length > 0
}

export function entriesOf(records: readonly RiskRecord[]): readonly RiskEntry[] {
  return records.flatMap(({ entries }) => entries)
}

/** Finds the risk that was shown of a commit: by a record of it, or as the approved one in a later record; null: none. */
export function shownAt(commit: string, records: readonly RiskRecord[]): readonly RiskEntry[] | null {
  const direct = records.filter((record) => record.commit === commit)
  if (direct.length > 0) return entriesOf(direct)
  const remembered = records.flatMap(({ approved }) => (approved?.commit === commit ? [approved] : []))
  return remembered.length > 0 ? remembered.flatMap(({ entries }) => entries) : null
}

/** Computes the digest that ties a record to the text of its comment. */
export function textDigest(text: string): string {
  return shortDigest(text.trim())
}
