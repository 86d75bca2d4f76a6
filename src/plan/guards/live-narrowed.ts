import { directionOf } from '../../access/compare/direction.ts'
import { directionCloses, directionLoosens } from '../../access/model/opens.ts'
import type { Change } from '../../change/change.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses a step that undoes a narrowing that somebody made live, perhaps in an incident. A step that only narrows undoes none. */
export const liveNarrowed: GuardCheck = ({ steps, changes, overrides, namesTarget, targetOption }) => {
  const directions = new Map(steps.map(({ policy, direction }) => [policy, direction]))
  return changes
    .filter((change) => directionLoosens(directions.get(change.policy) ?? 'same') && wasNarrowedLive(change))
    .map(({ policy, before, ledger }) => ({
      policy,
      guard: 'live-narrowed',
      fact: factOf({ before, ledger }),
      remedy: `to keep what is live: policyctl pull ${policy}${ledger === null ? ' --force' : ''}${targetOption === null ? '' : ` --target ${targetOption}`}; ${overrideText('--overwrite-live', policy, { namesTarget })} writes over it`,
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
  // The votes of one policy do not tell: other policies may allow the same, or none does.
  return `${before === null ? 'deleted' : 'edited'} live, which may have made access narrower`
}
