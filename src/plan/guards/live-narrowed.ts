import { directionOf } from '../../access/compare/direction.ts'
import { directionCloses, directionLoosens } from '../../access/model/opens.ts'
import type { Change } from '../../change/change.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses a step that undoes a narrowing that somebody made live, perhaps in an incident. A step that only narrows undoes none. */
export const liveNarrowed: GuardCheck = ({ steps, changes, overrides, namesTarget }) => {
  const directions = new Map(steps.map(({ policy, direction }) => [policy, direction]))
  return changes
    .filter((change) => directionLoosens(directions.get(change.policy) ?? 'same') && wasNarrowedLive(change))
    .map(({ policy, before, ledger }) => ({
      policy,
      guard: 'live-narrowed',
      fact: factOf({ before, ledger }),
      remedy: `to keep what is live: policyctl pull ${policy}${ledger === null ? ' --force' : ''}${namesTarget === null ? '' : ` --target ${namesTarget}`}; ${overrideText('--overwrite-live', policy, { namesTarget })} writes over it`,
      holds: [policy],
      isLifted: overrides.overwriteLive.includes(policy),
    }))
}

/** Tells whether a live edit narrowed access somewhere, even if it widened access elsewhere. */
function wasNarrowedLive({ origin, ledger, before }: Change): boolean {
  return (origin === 'live' || origin === 'both') && directionCloses(directionOf(ledger, before))
}

/** The ledger cannot say that a policy was edited if no apply from here has written it. */
function factOf({ before, ledger }: Pick<Change, 'before' | 'ledger'>): string {
  if (ledger === null)
    return 'no apply from here has written what is live, and the file would open more, or ask others'
  // A rule that asks closes only what other policies allow: the votes of the policy alone do not tell.
  const isSure = directionOf(ledger, before) === 'narrower'
  return `${before === null ? 'deleted' : 'edited'} live, which ${isSure ? 'made' : 'may have made'} access narrower`
}
