/** Removes the findings that a baseline has; each entry removes one. */
import type { Finding } from '../diagnostic/finding.ts'
import { type Baseline, type BaselineEntry, entryFor, type PlacedEntry } from './baseline.ts'
import { EntriesLeft } from './entries-left.ts'
import type { ContentOf } from './item-content.ts'

/** A hidden finding, and its entry. */
export interface HiddenFinding {
  readonly finding: Finding
  readonly entry: PlacedEntry
  /** The entry in the form of this release. */
  readonly exact: BaselineEntry
}

export interface KnownFindings {
  /** The findings that remain. */
  readonly findings: readonly Finding[]
  readonly hidden: readonly HiddenFinding[]
  /** Entries that match nothing any more. */
  readonly unused: readonly PlacedEntry[]
}

export interface KnowingOptions {
  /** Tells whether findings of a check are reported whatever a baseline says. */
  readonly isLocked: (check: string) => boolean
  readonly contentOf: ContentOf
  /** YYYY-MM-DD. */
  readonly today: string
}

export function withoutKnown(
  findings: readonly Finding[],
  { entries }: Baseline,
  { isLocked, contentOf, today }: KnowingOptions,
): KnownFindings {
  if (entries.length === 0) return { findings, hidden: [], unused: [] }
  const left = new EntriesLeft(entries)
  const hidden: HiddenFinding[] = []
  const kept = findings.filter((finding) => {
    if (isLocked(finding.check)) return true
    const exact = entryFor(finding, contentOf, today)
    const entry = left.take(exact)
    if (entry !== undefined)
      hidden.push({ finding, entry, exact: { ...exact, since: entry.since ?? exact.since ?? today } })
    return entry === undefined
  })
  return { findings: kept, hidden, unused: left.all() }
}
