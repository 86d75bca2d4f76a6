import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Refuses an apply from an old checkout: it would put back what newer commits changed. */
export const behind: GuardCheck = ({ steps, ledger, isBehind, changesHands, overrides, namesTarget }) => {
  if (!isBehind || (steps.length === 0 && !changesHands)) return []
  const commit = ledger?.commit?.slice(0, 7) ?? 'unknown'
  return [
    {
      policy: null,
      guard: 'behind',
      fact: `HEAD does not contain ${commit}, which was last applied`,
      remedy: `run git pull first; only if that commit was squashed or amended away, ${overrideText('--allow-behind', null, { namesTarget })} lifts it`,
      holds: steps.map(({ policy }) => policy),
      isLifted: overrides.allowBehind,
    },
  ]
}
