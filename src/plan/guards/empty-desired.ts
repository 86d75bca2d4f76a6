import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses a plan without any policy file, which is more often a wrong folder than a decision. */
export const emptyDesired: GuardCheck = ({ steps, ledger, desiredCount, overrides, namesTarget }) => {
  const managed = ledger?.policies.size ?? 0
  if (desiredCount > 0 || managed === 0 || steps.length === 0) return []
  return [
    {
      policy: null,
      guard: 'empty-desired',
      fact: `there is no policy file, but ${managed} managed ${managed === 1 ? 'policy' : 'policies'}`,
      remedy: `is this the right folder? ${overrideText('--allow-empty', null, { namesTarget })} deletes ${managed === 1 ? 'it' : `all ${managed}`}`,
      holds: steps.map(({ policy }) => policy),
      isLifted: overrides.allowEmpty,
    },
  ]
}
