import { matchesAnyGlob } from '../policy/name-glob.ts'
import type { Changes } from './change.ts'

export interface Scope {
  /** Globs of policy names; none: all. */
  readonly only: readonly string[]
  /** Exactly these policies; absent: all. */
  readonly names?: ReadonlySet<string>
  /** Policies besides `names` that may be taken over if nothing is written to them. */
  readonly takes?: ReadonlySet<string>
}

/** Keeps the changes of policies inside the scope. */
export function keepOnly(changes: Changes, { only, names, takes }: Scope): Changes {
  if (only.length === 0 && names === undefined) return changes
  const isMatch = nameMatcher(only)
  const isKept = (name: string): boolean => isMatch(name) && (names?.has(name) ?? true)
  const changed = new Set(changes.changes.map(({ policy }) => policy))
  const isTaken = (name: string): boolean => isMatch(name) && takes?.has(name) === true && !changed.has(name)
  return {
    changes: changes.changes.filter(({ policy }) => isKept(policy)),
    unchanged: changes.unchanged.filter(isKept),
    unmanaged: changes.unmanaged.filter(isKept),
    adopted: changes.adopted.filter(isKept),
    newlyManaged: changes.newlyManaged.filter((name) => isKept(name) || isTaken(name)),
  }
}

/** @param only globs of policy names; none match every name. */
export function nameMatcher(only: readonly string[]): (name: string) => boolean {
  return only.length === 0 ? () => true : (name) => matchesAnyGlob(only, name)
}
