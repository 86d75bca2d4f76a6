import { directionOpens } from '../../access/model/opens.ts'
import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { Step } from '../plan.ts'
import type { GuardCheck } from './guard.ts'

/** Deleting or widening a policy that the config protects; only the config lifts it. One that is new has nothing to protect yet. */
export const protect: GuardCheck = ({ steps, safety }) =>
  steps.flatMap((step) => {
    const deed = deedOf(step)
    const glob = safety.protect.find((pattern) => matchesNameGlob(pattern, step.policy))
    if (deed === null || glob === undefined) return []
    return [
      {
        policy: step.policy,
        guard: 'protected' as const,
        fact: `would be ${deed}, but safety.protect has '${glob}'`,
        remedy: 'only a change of the config lifts it',
        holds: [step.policy],
        isLifted: false,
      },
    ]
  })

function deedOf({ action, direction }: Step): string | null {
  if (action === 'delete') return 'deleted'
  if (action === 'create') return null
  return directionOpens(direction) ? 'widened' : null
}
