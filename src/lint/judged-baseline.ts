/**
 * The baseline that judges a proposed change: an entry hides something only
 * where the base has it as well, so that nobody silences a finding of their own
 * by the change that brings it.
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
 * An entry that was written anew is one that the base has in the old way, and
 * hides what that one did, no more: values and rule of the new one come from the change.
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

/** Names the findings that entries would hide, in few words: `3 findings: unknown-method of payments, …`. */
export function entriesText(entries: readonly PlacedEntry[]): string {
  const named = entries.map(({ check, policy, file }) => `${check} of ${policy ?? file ?? ''}`)
  const shown = firstNames([...new Set(named)], MOST_NAMED)
  return `${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}: ${shown}`
}

const MOST_NAMED = 10
