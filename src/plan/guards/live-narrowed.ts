import { directionOf } from '../../access/direction.ts'
import type { Change } from '../../change/change.ts'
import type { GuardCheck } from './guard.ts'

/** Somebody narrowed access live, perhaps in an incident; this would undo it. */
export const liveNarrowed: GuardCheck = ({ steps, changes, overrides }) => {
  const directions = new Map(steps.map(({ policy, direction }) => [policy, direction]))
  return changes
    .filter((change) => undoes(directions.get(change.policy)) && wasNarrowedLive(change))
    .map(({ policy, before }) => ({
      policy,
      guard: 'live-narrowed',
      fact: `${before === null ? 'deleted' : 'edited'} live, which made access narrower`,
      remedy: `take it over with pull, or --overwrite-live=${policy}`,
      holds: [policy],
      isLifted: overrides.overwriteLive.includes(policy),
    }))
}

/** A step that only narrows leaves every narrowing in place. */
function undoes(direction: string | undefined): boolean {
  return direction !== undefined && direction !== 'narrower' && direction !== 'same'
}

function wasNarrowedLive({ origin, ledger, before }: Change): boolean {
  if (origin !== 'live' && origin !== 'both') return false
  const direction = directionOf(ledger, before)
  return direction === 'narrower' || direction === 'mixed'
}
