import type { PlanInput } from '../plan/plan-input.ts'
import { ledgerWithout, without } from '../policy/ledger-without.ts'
import type { UnreadablePolicy } from '../policy/live-policy.ts'
import type { HandOvers } from './hand-overs.ts'

/** Leaves out policies that cannot be read, so that they are neither written nor taken for deleted. */
export function withoutUnreadable(
  input: PlanInput,
  unreadable: readonly UnreadablePolicy[],
  { given }: Pick<HandOvers, 'given'>,
): PlanInput {
  if (unreadable.length === 0) return input
  const { desired, ledger } = input
  const names = unreadable.map(({ name }) => name)
  const isOwn = (name: string): boolean =>
    desired.has(name) || ledger?.policies.has(name) === true || ledger?.pending.has(name) === true
  return {
    ...input,
    unreadable,
    unreadableOwn: new Set(names.filter(isOwn)),
    unreadableGone: new Set(names.filter((name) => isOwn(name) && !desired.has(name) && !given.has(name))),
    desired: without(desired, names),
    ledger: ledger === null ? null : ledgerWithout(ledger, names),
  }
}
