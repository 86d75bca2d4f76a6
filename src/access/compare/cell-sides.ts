/** The rules and routes of a cell on each side; those that decide without a question come first. */
import type { Permission } from '../../policy/policy.ts'
import type { Vote } from '../model/region.ts'
import type { Activity, Atom, RouteAtom, RuleAtom } from './atom.ts'
import { isAllWithin, type UrlSet } from './url-set.ts'

export interface Cell {
  /** Their masks reduced to one bit: active on a side or not. */
  readonly activities: readonly Activity[]
  /** The URLs of the cell; asked for only if a glob matters. */
  readonly urls: () => UrlSet
  /** A glob that all URLs must match too, if only a part of the cell is analysed; else null. */
  readonly focus: string | null
}

/** The active rules and routes of the cell on one side. */
export interface SideOfCell {
  readonly rules: Readonly<Record<Permission, readonly RuleAtom[]>>
  readonly routes: readonly RouteAtom[]
  /** The vote on a request that no rule matches. */
  readonly unmatched: Vote
}

export function sidesOf(
  { activities, urls }: Cell,
  unmatched: Vote,
): readonly [before: SideOfCell, after: SideOfCell] {
  const all = activities.some(({ atom }) => atom.glob !== null) ? urls() : null
  const known = new Map<string, boolean>()
  const isPartial = ({ glob }: Atom): boolean => {
    if (glob === null || all === null) return false
    const found = known.get(glob) ?? !isAllWithin(all, glob)
    known.set(glob, found)
    return found
  }
  return [
    sideOf(
      activities.filter((activity) => activity.before !== 0).map(({ atom }) => atom),
      unmatched,
      isPartial,
    ),
    sideOf(
      activities.filter((activity) => activity.after !== 0).map(({ atom }) => atom),
      unmatched,
      isPartial,
    ),
  ]
}

/** @param isPartial tells whether an atom holds for a part of the cell only. Of equal atoms the others come first, which avoids splits. */
function sideOf(atoms: readonly Atom[], unmatched: Vote, isPartial: (atom: Atom) => boolean): SideOfCell {
  const rules = atoms
    .filter((atom) => atom.kind === 'rule')
    .sort((a, b) => a.policy - b.policy || Number(isPartial(a)) - Number(isPartial(b)))
  const routes = atoms.filter((atom) => atom.kind === 'route')
  const ofPermission = (permission: Permission): readonly RuleAtom[] =>
    rules.filter((rule) => rule.permission === permission)
  return {
    rules: {
      deny: ofPermission('deny'),
      approval_required: ofPermission('approval_required'),
      allow: ofPermission('allow'),
    },
    routes: routes.sort((a, b) => a.taken.route - b.taken.route),
    unmatched,
  }
}
