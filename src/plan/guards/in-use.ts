import { agentLabel } from '../../policy/binding.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Deleting a policy that agents use: they would lose, or be freed from, what it says. */
export const inUse: GuardCheck = ({ steps, overrides, namesTarget }) =>
  steps
    .filter(({ action, usedBy }) => action === 'delete' && usedBy.length > 0)
    .map(({ policy, usedBy }) => ({
      policy,
      guard: 'in-use',
      ...inUseWords(policy, usedBy, namesTarget),
      holds: [policy],
      isLifted: overrides.allowInUse.includes(policy),
    }))

/** Said in the plan, and again where it is seen just before the delete. */
export function inUseMessage(policy: string, usedBy: readonly string[], namesTarget: string | null): string {
  const { fact, remedy } = inUseWords(policy, usedBy, namesTarget)
  return `${fact}; ${remedy}`
}

function inUseWords(policy: string, usedBy: readonly string[], namesTarget: string | null) {
  return {
    fact: `in use by ${usedBy.map(agentLabel).join(', ')}`,
    remedy: `unbind ${usedBy.length === 1 ? 'it' : 'them'}, or ${overrideText('--allow-in-use', policy, { namesTarget })}`,
  }
}
