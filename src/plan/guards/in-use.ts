import { agentLabel } from '../../policy/binding.ts'
import type { GuardCheck } from './guard.ts'

/** Deleting a policy that agents use: they would lose, or be freed from, what it says. */
export const inUse: GuardCheck = ({ steps, overrides }) =>
  steps
    .filter(({ action, usedBy }) => action === 'delete' && usedBy.length > 0)
    .map(({ policy, usedBy }) => ({
      policy,
      guard: 'in-use',
      ...inUseWords(policy, usedBy),
      holds: [policy],
      isLifted: overrides.allowInUse.includes(policy),
    }))

/** Said in the plan, and again where it is seen just before the delete. */
export function inUseMessage(policy: string, usedBy: readonly string[]): string {
  const { fact, remedy } = inUseWords(policy, usedBy)
  return `${fact}; ${remedy}`
}

function inUseWords(policy: string, usedBy: readonly string[]) {
  return {
    fact: `in use by ${usedBy.map(agentLabel).join(', ')}`,
    remedy: `unbind ${usedBy.length === 1 ? 'it' : 'them'}, or --allow-in-use=${policy}`,
  }
}
