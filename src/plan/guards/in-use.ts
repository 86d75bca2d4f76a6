import { agentLabel } from '../../policy/binding.ts'
import type { GuardCheck } from './guard.ts'

/** Deleting a policy that agents use: they would lose, or be freed from, what it says. */
export const inUse: GuardCheck = ({ steps, overrides }) =>
  steps
    .filter(({ action, usedBy }) => action === 'delete' && usedBy.length > 0)
    .map(({ policy, usedBy }) => ({
      policy,
      guard: 'in-use',
      message: inUseMessage(policy, usedBy),
      holds: [policy],
      isLifted: overrides.allowInUse.includes(policy),
    }))

/** Said in the plan, and again where it is seen just before the delete. */
export function inUseMessage(policy: string, usedBy: readonly string[]): string {
  const agents = usedBy.map(agentLabel).join(', ')
  return `in use by ${agents}; unbind ${usedBy.length === 1 ? 'it' : 'them'}, or --allow-in-use=${policy}`
}
