import { directionOf } from '../../access/compare/direction.ts'
import type { Direction } from '../../access/model/region.ts'
import type { Change } from '../../change/change.ts'
import type { GuardCheck } from './guard.ts'

/** Somebody narrowed access live, perhaps in an incident; this would undo it. */
export const liveNarrowed: GuardCheck = ({ steps, changes, overrides }) => {
  const directions = new Map(steps.map(({ policy, direction }) => [policy, direction]))
  return changes
    .filter((change) => undoes(directions.get(change.policy) ?? 'same') && wasNarrowedLive(change))
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
export function undoes(direction: Direction | 'same'): boolean {
  return direction !== 'narrower' && direction !== 'same'
}

function wasNarrowedLive({ origin, ledger, before }: Change): boolean {
  return (origin === 'live' || origin === 'both') && narrows(directionOf(ledger, before))
}

/** A live edit that closed something, whatever it opened. */
export function narrows(direction: Direction | 'same'): boolean {
  return direction === 'narrower' || direction === 'mixed'
}
