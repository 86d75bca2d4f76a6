/**
 * The baseline that judges a proposed change: an entry hides something only
 * where the base has it as well, so that nobody silences a finding of their own
 * by the change that brings it.
 */
import { firstNames } from '../diagnostic/first-names.ts'
import { groupBy } from '../policy/group-by.ts'
import { type Baseline, baselineKeyOf, isLoose, looseKeyOf, type PlacedEntry } from './baseline.ts'

export interface JudgedBaseline {
  readonly baseline: Baseline
  /** Entries that the change adds; they hide nothing yet. */
  readonly added: readonly PlacedEntry[]
}

/** An entry that was written anew, with its rule, is one that the base has in the old way. */
export function judgedBaseline(proposed: Baseline, base: Baseline): JudgedBaseline {
  const exact = groupBy(
    base.entries.filter((entry) => !isLoose(entry)),
    baselineKeyOf,
  )
  const loose = groupBy(base.entries.filter(isLoose), looseKeyOf)
  const takes = (entry: PlacedEntry): boolean =>
    (!isLoose(entry) && exact.get(baselineKeyOf(entry))?.shift() !== undefined) ||
    loose.get(looseKeyOf(entry))?.shift() !== undefined
  const judged = proposed.entries.map((entry) => ({ entry, isJudged: takes(entry) }))
  const where = (wanted: boolean): readonly PlacedEntry[] =>
    judged.flatMap(({ entry, isJudged }) => (isJudged === wanted ? entry : []))
  return { baseline: { entries: where(true), text: null }, added: where(false) }
}

/** Names the findings that entries would hide, in few words: `3 findings: unknown-method of payments, …`. */
export function entriesText(entries: readonly PlacedEntry[]): string {
  const named = entries.map(({ check, policy, file }) => `${check} of ${policy ?? file ?? ''}`)
  const shown = firstNames([...new Set(named)], MOST_NAMED)
  return `${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}: ${shown}`
}

const MOST_NAMED = 10
