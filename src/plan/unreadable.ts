/** Live policies that cannot be read, as documents and lists show them. Pure. */
import { nameMatcher, type Scope } from '../change/keep-only.ts'
import type { Plan, Unreadable } from './plan.ts'
import type { SeenWorkspace } from './sides.ts'

type Seen = Pick<SeenWorkspace, 'unreadable' | 'unreadableOwn' | 'unreadableGone'>

/** Sorted by policy, as the list of them is. */
export function unreadableIn({ unreadable = [], unreadableGone }: Seen): readonly Unreadable[] {
  return unreadable.map(({ name, fault }) => ({
    policy: name,
    message: fault,
    ...(unreadableGone?.has(name) === true && { pending: 'delete' as const }),
  }))
}

/** With the names of those that neither a file nor the ledger has; sorted. */
export function withUnreadable(
  unmanaged: readonly string[],
  { unreadable = [], unreadableOwn }: Seen,
): readonly string[] {
  const strangers = unreadable.map(({ name }) => name).filter((name) => unreadableOwn?.has(name) !== true)
  return strangers.length === 0 ? unmanaged : [...unmanaged, ...strangers].sort()
}

/** The unreadable policies of a plan. Of those that a file or the ledger has, only those that `--only` names. */
export function unreadableWithin(seen: Seen, { only }: Pick<Scope, 'only'>): readonly Unreadable[] {
  const isNamed = nameMatcher(only)
  return unreadableIn(seen).filter(
    ({ policy }) => seen.unreadableOwn?.has(policy) !== true || isNamed(policy),
  )
}

/**
 * The unreadable policies that a file or the ledger has. A comparison without a difference did not
 * compare these.
 */
export function uncomparedIn({
  unreadable,
  unmanaged,
}: Pick<Plan, 'unreadable' | 'unmanaged'>): readonly Unreadable[] {
  const isAlone = new Set(unmanaged)
  return unreadable.filter(({ policy }) => !isAlone.has(policy))
}
