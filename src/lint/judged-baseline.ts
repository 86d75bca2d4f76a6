/**
 * The baseline for judging a proposed change: an entry hides a finding only if the
 * base has it too, so that a change cannot silence its own findings.
 */
import { firstNames } from '../diagnostic/first-names.ts'
import { type Baseline, kindOf, type PlacedEntry } from './baseline.ts'
import { EntriesLeft } from './entries-left.ts'

export interface JudgedBaseline {
  readonly baseline: Baseline
  /** Entries that the change adds; they hide nothing yet. */
  readonly added: readonly PlacedEntry[]
}

/**
 * An entry that the change rewrote (--fix) hides exactly what its former version in the
 * base hides: the values and the rule of the new version come from the change.
 */
export function judgedBaseline(proposed: Baseline, base: Baseline): JudgedBaseline {
  const left = new EntriesLeft(base.entries)
  const judged = proposed.entries.map((entry) => {
    const found = left.take(entry)
    const isRenewed = found !== undefined && kindOf(found) !== kindOf(entry)
    return { entry, found, judgedAs: isRenewed ? { ...found, place: entry.place, isRenewed } : entry }
  })
  return {
    baseline: {
      entries: judged.flatMap(({ found, judgedAs }) => (found === undefined ? [] : judgedAs)),
      text: null,
    },
    added: judged.flatMap(({ entry, found }) => (found === undefined ? entry : [])),
  }
}

/** Names the findings that entries would hide: `3 findings: unknown-method of payments, …`. */
export function entriesText(entries: readonly PlacedEntry[]): string {
  const named = entries.map(({ check, policy, file }) => `${check} of ${policy ?? file ?? ''}`)
  const shown = firstNames([...new Set(named)], MOST_NAMED)
  return `${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}: ${shown}`
}

const MOST_NAMED = 10
