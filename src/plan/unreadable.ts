/** Live policies that cannot be read, for documents and lists. */
import { nameMatcher, type Scope } from '../change/keep-only.ts'
import type { Plan, Unreadable } from './plan.ts'
import type { SeenWorkspace } from './sides.ts'

type Seen = Pick<SeenWorkspace, 'unreadable' | 'unreadableOwn' | 'unreadableGone'>

/** @returns entries in the order of `unreadable`, which is sorted. */
export function unreadableIn({ unreadable = [], unreadableGone }: Seen): readonly Unreadable[] {
  return unreadable.map(({ name, fault }) => ({
    policy: name,
    message: fault,
    ...(unreadableGone?.has(name) === true && { pending: 'delete' as const }),
  }))
}

/** Adds the unreadable policies that neither a file nor the ledger has; sorted. */
export function withUnreadable(
  unmanaged: readonly string[],
  { unreadable = [], unreadableOwn }: Seen,
): readonly string[] {
  const alone = unreadable.map(({ name }) => name).filter((name) => unreadableOwn?.has(name) !== true)
  return alone.length === 0 ? unmanaged : [...unmanaged, ...alone].sort()
}

/** The unreadable policies of a plan; policies of a file or the ledger only if `--only` names them. */
export function unreadableWithin(seen: Seen, { only }: Pick<Scope, 'only'>): readonly Unreadable[] {
  const isNamed = nameMatcher(only)
  return unreadableIn(seen).filter(
    ({ policy }) => seen.unreadableOwn?.has(policy) !== true || isNamed(policy),
  )
}

/**
 * The unreadable policies that a file or the ledger has. They were not compared, so "no difference" says nothing
 * about them.
 */
export function uncomparedIn({
  unreadable,
  unmanaged,
}: Pick<Plan, 'unreadable' | 'unmanaged'>): readonly Unreadable[] {
  const isAlone = new Set(unmanaged)
  return unreadable.filter(({ policy }) => !isAlone.has(policy))
}
