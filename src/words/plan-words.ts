/** What terminal and Markdown say of a plan in the same words. Not yet safe to print. */

import type { HeldLock, LedgerState, PlanView } from '../answers/plan.ts'
import { count, grouped } from '../diagnostic/count.ts'
import type { Exception } from '../plan/guards/exception.ts'
import { writtenPolicies } from '../plan/held.ts'
import type { Plan } from '../plan/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import { naturalNames } from './natural-order.ts'

/** Longer lists of names are cut. */
const MOST_NAMES = 5

/** `3 to update, 1 delete blocked, 295 unchanged, 1 unmanaged`. */
export function countsText({ steps, phases, summary }: Plan): string {
  const written = writtenPolicies({ phases })
  const parts = (['create', 'update', 'delete'] as const).flatMap((action) => {
    const all = steps.filter((step) => step.action === action)
    const open = all.filter(({ policy }) => written.has(policy)).length
    const held = all.length - open
    return [
      ...(open > 0 ? [`${open} to ${action}`] : []),
      ...(held > 0 ? [`${held} ${action}${held === 1 ? '' : 's'} blocked`] : []),
    ]
  })
  const { unchanged, unmanaged } = summary
  const rest = [
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} unmanaged`] : []),
  ]
  return [...parts, ...rest].join(', ') || 'no policies'
}

/** `ledger a41c9e2, 2 d old · live agrees with it`. */
export function ledgerText({ ledger, lock, plan }: PlanView): string {
  if (ledger === null) return 'no ledger yet'
  if (typeof ledger === 'string') return `no ledger: ${ledger}; nothing is deleted`
  return `ledger ${ledger.revision.slice(0, 7)}, ${ageText(ledger, plan.createdAt)} · ${differenceText(ledger, lock)}`
}

/** Another apply's half-done work is told apart from somebody's edit. */
function differenceText({ editedLive, interrupted }: LedgerState, lock: HeldLock | null): string {
  const leaver = lock === null ? 'an interrupted apply' : 'the apply that holds the lock'
  const names = naturalNames(editedLive)
  const shown = names.slice(0, MOST_NAMES).join(', ')
  const more = names.length > MOST_NAMES ? ` and ${grouped(names.length - MOST_NAMES)} more` : ''
  const parts = [
    ...(interrupted.length > 0
      ? [`${count(interrupted.length, 'policy', 'policies')} left by ${leaver}`]
      : []),
    ...(names.length > 0
      ? [`${count(names.length, 'policy was', 'policies were')} changed live since: ${shown}${more}`]
      : []),
  ]
  return parts.join(' · ') || 'live agrees with it'
}

/** `lock held by Nina, 20 s`, and the way on; '' where nobody holds it. */
export function lockText({ lock }: PlanView): string {
  if (lock === null) return ''
  return `lock held by ${lock.holder}, ${lock.age}: apply waits for it with --wait; policyctl unlock if that run is dead`
}

function ageText({ appliedAt }: LedgerState, now: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(appliedAt)) / 60_000))
  if (Number.isNaN(minutes)) return 'of unknown age'
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min old`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h old` : `${Math.round(minutes / 1440)} d old`
}

export function renameText({ from, to }: Plan['renames'][number], view: PlanView): string {
  const agents = view.plan.steps.find(({ policy }) => policy === from)?.usedBy ?? []
  const losing =
    agents.length === 0
      ? ''
      : `; until then ${agents.map(agentLabel).join(', ')} ${agents.length === 1 ? 'goes' : 'go'} without it`
  return `${from} → ${to}: bindings hold names, so ${to} binds nobody until agents are given it (PUT /agents/NAME/config, or a deploy)${losing}`
}

export function exceptionText({ guard, policy, until }: Exception, now: string): string {
  const what = policy === undefined ? guard : `${guard} for ${policy}`
  return until < now.slice(0, 10)
    ? `the exception ${what} ended on ${until}; delete it`
    : `the exception ${what} lifts nothing in this plan; delete it if it has done its work`
}
