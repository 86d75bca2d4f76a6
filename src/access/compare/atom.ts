/**
 * Atoms: the rules and routes of one cell of the URL space, reduced to what
 * still matters there. Rules that say the same there are one atom, so a cell's
 * state stays as small as the policies are varied, however many rules they have.
 */
import type { Permission } from '../../policy/policy.ts'
import type { RouteTaken } from '../model/region.ts'

interface Conditions {
  readonly id: number
  /** The tool must have one of them; []: no condition. */
  readonly tags: readonly string[]
  /** A glob that must match the URL; null: no condition. */
  readonly glob: string | null
  /** Rank of its policy's name among the agent's policies. */
  readonly policy: number
}

export interface RuleAtom extends Conditions {
  readonly kind: 'rule'
  readonly permission: Permission
}

export interface RouteAtom extends Conditions {
  readonly kind: 'route'
  /** The tool must be one of them; []: no condition. */
  readonly tools: readonly string[]
  readonly capabilities: readonly string[]
  readonly taken: RouteTaken
}

export type Atom = RuleAtom | RouteAtom

/** An atom, and the methods for which it is active on each side, as masks. */
export interface Activity {
  readonly atom: Atom
  readonly before: number
  readonly after: number
}

/** Joins the activities of enclosing cells with those of this cell, without changing the lists. */
export function joinActivities(outer: readonly Activity[], own: readonly Activity[]): readonly Activity[] {
  if (own.length === 0) return outer
  const joined = new Map<number, Activity>(outer.map((activity) => [activity.atom.id, activity]))
  for (const { atom, before, after } of own) {
    const known = joined.get(atom.id)
    joined.set(atom.id, {
      atom,
      before: before | (known?.before ?? 0),
      after: after | (known?.after ?? 0),
    })
  }
  return [...joined.values()]
}
