import type { GuardCheck, Safety } from './guard.ts'
import { overrideText } from './override.ts'

/** With fewer managed policies than this, a percentage means little: one of three is 33 %. */
const SHARE_COUNTS_FROM = 10

/** Refuses many deletes at once, which are more often a lost folder than a decision. */
export const massDelete: GuardCheck = ({ steps, ledger, safety, overrides, namesTarget }) => {
  const deleted = steps.filter(({ action }) => action === 'delete').map(({ policy }) => policy)
  const count = deleted.length
  const managed = ledger?.policies.size ?? 0
  const allowed = overrides.allowDeletes
  const isWrong = allowed !== null && allowed !== count
  const limit = limitPassed(count, managed, safety)
  if (limit === null && !isWrong) return []
  const flag = (number: number | null): string => overrideText('--allow-deletes', number, { namesTarget })
  const fact = isWrong
    ? `${flag(allowed)} was given, but the plan deletes ${count}`
    : `deletes ${count} of ${managed} managed policies, more than ${limit}`
  const remedy = `${flag(count)} ${isWrong ? 'says so' : 'lifts it'}`
  // If a number was given and nothing is to be deleted, the number was meant for another plan, so all steps are blocked.
  const holds = count === 0 ? steps.map(({ policy }) => policy) : deleted
  return [
    { policy: null, guard: 'mass-delete', fact, remedy, holds, isLifted: allowed === count, deletes: count },
  ]
}

function limitPassed(
  count: number,
  managed: number,
  { maxDeletes, maxDeletePercent }: Safety,
): string | null {
  if (count > maxDeletes) return `safety.maxDeletes (${maxDeletes})`
  const isShareLarge = managed >= SHARE_COUNTS_FROM && count * 100 > managed * maxDeletePercent
  return isShareLarge ? `safety.maxDeletePercent (${maxDeletePercent} %)` : null
}
