/** The entries of a baseline that have not hidden a finding yet; each hides one. */
import { groupBy } from '../policy/group-by.ts'
import {
  type BaselineEntry,
  baselineKeyOf,
  type EntryKind,
  kindOf,
  looseKeyOf,
  type PlacedEntry,
  wordedKeyOf,
} from './baseline.ts'

const KEYS: Readonly<Record<EntryKind, (entry: BaselineEntry) => string>> = {
  exact: baselineKeyOf,
  worded: wordedKeyOf,
  loose: looseKeyOf,
}

/** The most exact entries are used first, so that no loose one is used up by a finding that has an exact one. */
const KINDS = ['exact', 'worded', 'loose'] as const satisfies readonly EntryKind[]

export class EntriesLeft {
  readonly #byKind: ReadonlyMap<EntryKind, ReadonlyMap<string, PlacedEntry[]>>

  constructor(entries: readonly PlacedEntry[]) {
    this.#byKind = new Map(
      KINDS.map((kind) => [
        kind,
        groupBy(
          entries.filter((entry) => kindOf(entry) === kind),
          KEYS[kind],
        ),
      ]),
    )
  }

  /** Removes and returns an entry that matches the same finding as `wanted`, exactly or less so. */
  take(wanted: BaselineEntry): PlacedEntry | undefined {
    for (const kind of KINDS.slice(KINDS.indexOf(kindOf(wanted)))) {
      const found = this.#byKind.get(kind)?.get(KEYS[kind](wanted))?.shift()
      if (found !== undefined) return found
    }
    return undefined
  }

  all(): readonly PlacedEntry[] {
    return KINDS.flatMap((kind) => [...(this.#byKind.get(kind)?.values() ?? [])].flat())
  }
}
