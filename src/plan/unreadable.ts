/** Live policies that cannot be read, as documents and lists show them. Pure. */
import type { Unreadable } from './plan.ts'
import type { SeenWorkspace } from './sides.ts'

type Seen = Pick<SeenWorkspace, 'unreadable' | 'unreadableOwn'>

/** Sorted by policy, as the list of them is. */
export function unreadableIn({ unreadable = [] }: Seen): readonly Unreadable[] {
  return unreadable.map(({ name, fault }) => ({ policy: name, message: fault }))
}

/** With the names of those that neither a file nor the ledger has; sorted. */
export function withUnreadable(
  unmanaged: readonly string[],
  { unreadable = [], unreadableOwn }: Seen,
): readonly string[] {
  const strangers = unreadable.map(({ name }) => name).filter((name) => unreadableOwn?.has(name) !== true)
  return strangers.length === 0 ? unmanaged : [...unmanaged, ...strangers].sort()
}
