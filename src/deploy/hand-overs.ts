/** Plans, announces and records policies that move between projects of the repository. */
import type { Desired } from '../change/desired.ts'
import { findHandOver, type HandOver, NO_HAND_OVER, ownedTwice } from '../change/hand-over.ts'
import { nameMatcher, type Scope } from '../change/keep-only.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerLook } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { commitAfter, type Standing } from '../git/next-commit.ts'
import type { LedgerTask } from '../git/write-ledger.ts'
import type { Plan } from '../plan/plan.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import type { Context } from '../workbench/context.ts'
import { refuseFilesElsewhere } from '../workbench/files-elsewhere.ts'
import {
  type NamedNeighbour,
  type Neighbours,
  NO_NEIGHBOURS,
  placeOfNeighbour,
  readNeighbours,
  refuseUnreadable,
} from '../workbench/neighbours.ts'

/** The other projects of the workspace, and the policies that are given to them and taken from them. */
export interface HandOvers extends HandOver, Neighbours {}

export const NO_HAND_OVERS: HandOvers = { ...NO_HAND_OVER, ...NO_NEIGHBOURS }

export interface HandOverQuestion extends Scope {
  readonly place: LedgerPlace | null
  readonly look: LedgerLook | null
  readonly desired: Desired
  readonly ledger: LedgerSnapshot | null
  /** The policy folder of the run. */
  readonly folder: string
}

/** @throws PolicyctlError owned-twice, ledger-mismatch (3); config-invalid (4) if a policy would be deleted that an unreadable project may own. */
export async function planHandOvers(question: HandOverQuestion): Promise<HandOvers> {
  const { place, look, desired, ledger, only, names, folder } = question
  if (place === null || look === null) return NO_HAND_OVERS
  const found = await readNeighbours(place, look)
  const { neighbours } = found
  const isMatch = nameMatcher(only)
  const isInScope = (name: string): boolean => isMatch(name) && (names?.has(name) ?? true)
  const [clash] = [...ownedTwice({ desired, neighbours })].filter(([name]) => isInScope(name))
  if (clash !== undefined) throw hasTwoOwners(...clash)
  const gone = [...(ledger?.policies.keys() ?? [])].filter((name) => !desired.has(name) && isInScope(name))
  if (gone.length > 0) refuseUnreadable(found)
  await refuseFilesElsewhere(place, { gone, ledger, folder })
  return { ...found, ...findHandOver({ desired, ledger, neighbours }, isInScope) }
}

function hasTwoOwners(name: string, folder: string): PolicyctlError {
  return new PolicyctlError('owned-twice', {
    message: `the policy '${name}' is in the files of the project in ${placed(folder)} as well, for the same workspace`,
    hint: 'keep it in one of them: each policy of a workspace has one owner',
  })
}

/** Lists hand-overs for the plan's document. */
export function plannedHandOvers({ given, taken }: HandOver): Plan['handOvers'] {
  const of = (found: HandOver['given'], kind: 'given' | 'taken') =>
    [...found].map(([policy, { folder }]) => ({ policy, kind, project: folder === '' ? '.' : folder }))
  return [...of(given, 'given'), ...of(taken, 'taken')]
}

/** Announces hand-overs if the plan, which lists them, is not shown. */
export function tellHandOvers({ given, taken }: HandOver, { notify }: Pick<Context, 'notify'>): void {
  for (const [name, { folder }] of given)
    notify({ kind: 'note', text: `${name} stays live: the project in ${placed(folder)} has it now` })
  for (const [name, { folder }] of taken)
    notify({
      kind: 'note',
      text: `${name} belonged to the project in ${placed(folder)}: this one takes it over`,
    })
}

function placed(folder: string): string {
  return folder === '' ? 'the root of the repository' : `'${folder}'`
}

/** The facts of a run that the ledgers of neighbours record. */
export interface HandedOver {
  readonly handOvers: HandOvers
  /** The specs that the run knows to be live: a policy is taken over only if it is among them. */
  readonly settled: ReadonlyMap<string, Spec | null>
  /** This project's ledger before the run. */
  readonly ledger: LedgerSnapshot | null
  readonly standing: Omit<Standing, 'applied'>
  readonly at: Date
  readonly lock: string | null
}

/** Prepares the commits to the ledgers of neighbours that lose or get a policy. */
export async function neighbourTasks(place: LedgerPlace, run: HandedOver): Promise<readonly LedgerTask[]> {
  const tasks = await Promise.all(run.handOvers.neighbours.map((one) => taskOf(place, one, run)))
  return tasks.flatMap((task) => (task === null ? [] : [task]))
}

async function taskOf(
  place: LedgerPlace,
  neighbour: NamedNeighbour,
  { handOvers, settled, ledger, standing, at, lock }: HandedOver,
): Promise<LedgerTask | null> {
  const { name, snapshot, folder } = neighbour
  if (name === null || snapshot === null) return null
  const ofThis = (map: HandOver['given']): readonly string[] =>
    [...map].flatMap(([policy, from]) => (from.folder === folder ? [policy] : []))
  const taken = ofThis(handOvers.taken).filter((policy) => settled.get(policy) != null)
  // A policy that the neighbour has applied itself, or has begun to apply, is in its ledger already.
  const isNew = (policy: string): boolean => !snapshot.policies.has(policy) && !snapshot.pending.has(policy)
  const given = ofThis(handOvers.given).filter(isNew)
  if (taken.length === 0 && given.length === 0) return null
  const specOf = (policy: string): Spec | null => ledger?.policies.get(policy) ?? null
  const body = [
    ...taken.map((policy) => `handed over ${policy} to ${placed(place.folder)}`),
    ...given.map((policy) => `got ${policy} from ${placed(place.folder)}`),
  ]
  const commit =
    taken.length === 0 ? snapshot.commit : await commitAfter(place, { ...standing, applied: snapshot.commit })
  return {
    place: placeOfNeighbour(place, name, snapshot),
    write: {
      deed: 'hand-over',
      base: snapshot,
      settled: new Map(taken.map((policy) => [policy, null])),
      // As after `adopt`: pending, and not owned until an apply has seen its file.
      pending: new Map(given.flatMap((policy) => pendingOf(policy, specOf(policy)))),
      shown: new Map(),
      subject: `Hand over ${taken.length + given.length} between ${placed(place.folder)} and ${placed(folder)}`,
      body: body.join('\n'),
      commit,
      plan: null,
      counts: { 'handed-over': taken.length, got: given.length },
      at,
      lock,
      hasWritten: false,
    },
  }
}

function pendingOf(policy: string, spec: Spec | null): readonly (readonly [string, readonly Spec[]])[] {
  return spec === null ? [] : [[policy, [spec]]]
}
