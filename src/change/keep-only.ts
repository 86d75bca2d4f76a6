import picomatch from 'picomatch'
import type { Changes } from './change.ts'

/** What is about policies that one of the globs names; no globs: everything. */
export function keepOnly(changes: Changes, globs: readonly string[]): Changes {
  if (globs.length === 0) return changes
  const isNamed = picomatch([...globs], { dot: true })
  return {
    changes: changes.changes.filter(({ policy }) => isNamed(policy)),
    unchanged: changes.unchanged.filter((name) => isNamed(name)),
    unmanaged: changes.unmanaged.filter((name) => isNamed(name)),
    adopted: changes.adopted.filter((name) => isNamed(name)),
  }
}
