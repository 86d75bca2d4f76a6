import { agentLabel } from '../../policy/binding.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses to delete a policy that agents use: they would lose what it allows, or be freed from what it denies. */
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

/** The message of the guard, and of the check just before a delete. */
export function inUseMessage(policy: string, usedBy: readonly string[], namesTarget: string | null): string {
  const { fact, remedy } = inUseWords(policy, usedBy, namesTarget)
  return `${fact}; ${remedy}`
}

function inUseWords(policy: string, usedBy: readonly string[], namesTarget: string | null) {
  return {
    fact: `in use by ${usedBy.map(agentLabel).join(', ')}`,
    remedy: `unbind ${usedBy.length === 1 ? 'it' : 'them'}, or ${overrideText('--allow-in-use', policy, { namesTarget })} deletes the policy all the same`,
  }
}
