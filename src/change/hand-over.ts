/**
 * Finds policies that move from one project of a repository to another, where
 * both projects have one workspace. Each policy has one owner: the project with its
 * file. The project that applies first hands it over, without a delete in between.
 */
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Desired } from './desired.ts'

/** Another project of the repository that has the same workspace. */
export interface Neighbour {
  /** Its folder; '' at the root. */
  readonly folder: string
  /** Names of the policies in its files, as of HEAD. */
  readonly files: ReadonlySet<string>
  /** Its ledger, with the intended writes of a run that is going on; null: it has applied nothing yet. */
  readonly ledger: LedgerSnapshot | null
}

export interface HandOver {
  /** Policies of this ledger whose files are gone here, and that a neighbour has: they stay live and become the neighbour's. */
  readonly given: ReadonlyMap<string, Neighbour>
  /** Policies of these files that a neighbour has applied: they become this project's. */
  readonly taken: ReadonlyMap<string, Neighbour>
  /** All policies that neighbours have applied or have files of: they are not unmanaged. */
  readonly theirs: ReadonlySet<string>
}

export const NO_HAND_OVER: HandOver = { given: new Map(), taken: new Map(), theirs: new Set() }

export interface HandOverSides {
  readonly desired: Desired
  readonly ledger: LedgerSnapshot | null
  readonly neighbours: readonly Neighbour[]
}

/** Policies that this project and another one both have files of, with the folder of the other. */
export function ownedTwice({
  desired,
  neighbours,
}: Omit<HandOverSides, 'ledger'>): ReadonlyMap<string, string> {
  const clashes = neighbours.flatMap(({ folder, files }) =>
    [...files].flatMap((name) => (desired.has(name) ? [[name, folder] as const] : [])),
  )
  return new Map(clashes)
}

/** @param isInScope tells whether the run is about a policy. */
export function findHandOver(
  { desired, ledger, neighbours }: HandOverSides,
  isInScope: (name: string) => boolean,
): HandOver {
  const own = ledger === null ? [] : [...ledger.policies.keys(), ...createdIn(ledger)]
  const gone = own.filter((name) => !desired.has(name) && isInScope(name))
  const wanted = [...desired.keys()].filter(isInScope)
  const find = (names: readonly string[], isOf: (neighbour: Neighbour, name: string) => boolean) =>
    new Map(
      names.flatMap((name) => {
        const neighbour = neighbours.find((one) => isOf(one, name))
        return neighbour === undefined ? [] : [[name, neighbour] as const]
      }),
    )
  return {
    given: find(gone, (neighbour, name) => neighbour.files.has(name) || isKnownTo(neighbour, name)),
    taken: find(wanted, isKnownTo),
    theirs: new Set(neighbours.flatMap(({ files, ledger: theirs }) => [...files, ...namesIn(theirs)])),
  }
}

/**
 * The ledger for the plan: without the given policies, so that they are not
 * deleted; with the taken ones, as the neighbour applied them, so that an edit by
 * hand is recognised.
 */
export function ledgerAfter(
  ledger: LedgerSnapshot | null,
  { given, taken }: Pick<HandOver, 'given' | 'taken'>,
): LedgerSnapshot | null {
  const [first] = taken.values()
  const base = ledger ?? (first?.ledger ? emptied(first.ledger) : null)
  if (base === null || (given.size === 0 && taken.size === 0)) return ledger
  const theirs = [...taken].flatMap(([name, { ledger: from }]) => (from === null ? [] : [{ name, from }]))
  const merge = <Value>(
    own: ReadonlyMap<string, Value>,
    of: (from: LedgerSnapshot) => ReadonlyMap<string, Value> | undefined,
  ): ReadonlyMap<string, Value> =>
    new Map([
      ...[...own].filter(([name]) => !given.has(name)),
      ...theirs.flatMap(({ name, from }) => {
        const value = of(from)?.get(name)
        return value === undefined ? [] : [[name, value] as const]
      }),
    ])
  return {
    ...base,
    policies: merge(base.policies, (from) => from.policies),
    pending: merge(base.pending, (from) => from.pending),
    ...(base.shown === undefined ? {} : { shown: merge(base.shown, (from) => from.shown) }),
  }
}

/** An empty ledger of this project, which does not exist yet and so has no revision. */
function emptied(ledger: LedgerSnapshot): LedgerSnapshot {
  return { ...ledger, revision: '', policies: new Map(), pending: new Map(), shown: new Map() }
}

/** Policies that an interrupted apply created: this project may delete them. */
function createdIn({ pending }: LedgerSnapshot): readonly string[] {
  return [...pending].flatMap(([name, specs]) => (specs.includes(null) ? [name] : []))
}

function isKnownTo({ ledger }: Neighbour, name: string): boolean {
  return ledger !== null && (ledger.policies.has(name) || ledger.pending.has(name))
}

function namesIn(ledger: LedgerSnapshot | null): readonly string[] {
  return ledger === null ? [] : [...ledger.policies.keys(), ...ledger.pending.keys()]
}
