/** What terminal and Markdown say of a plan in the same words. Not yet safe to print. */

import type { Exception } from '../plan/guards/exception.ts'
import { DENY_NOTHING } from '../plan/meet.ts'
import type { Plan } from '../plan/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { PERMISSIONS, type Rule } from '../policy/policy.ts'
import type { LedgerState, PlanView } from './plan-view.ts'
import { ruleLine } from './spec-diff.ts'

/** `3 to update, 1 delete blocked, 295 unchanged, 1 unmanaged`. */
export function countsText({ steps, phases, summary }: Plan): string {
  const written = new Set(phases.flatMap(({ writes }) => writes.map(({ policy }) => policy)))
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
export function ledgerText(ledger: PlanView['ledger'], now: string): string {
  if (ledger === null) return 'no ledger yet'
  if (typeof ledger === 'string') return `no ledger: ${ledger}; nothing is deleted`
  return `ledger ${ledger.revision.slice(0, 7)}, ${ageText(ledger, now)} · ${driftText(ledger)}`
}

function driftText({ drifted }: LedgerState): string {
  if (drifted === 0) return 'live agrees with it'
  return `${drifted} ${drifted === 1 ? 'policy was' : 'policies were'} changed live since`
}

function ageText({ appliedAt }: LedgerState, now: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(appliedAt)) / 60_000))
  if (Number.isNaN(minutes)) return 'of unknown age'
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min old`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h old` : `${Math.round(minutes / 1440)} d old`
}

/** What a policy that nobody manages lets through at most. */
export function strongestGrant({ spec }: LivePolicy): string {
  const rules = [...spec.policies].sort(byReach)
  const [first] = rules
  if (first === undefined || isSameSpec(spec, DENY_NOTHING)) return 'grants nothing'
  return ruleLine(first)
}

/** allow, then approval, then deny; shorter patterns reach further. */
function byReach(a: Rule, b: Rule): number {
  const rank = ({ permission }: Rule): number => -PERMISSIONS.indexOf(permission)
  return rank(a) - rank(b) || (a.resource ?? '').length - (b.resource ?? '').length
}

export function renameText({ from, to }: PlanView['renames'][number], view: PlanView): string {
  const agents = view.plan.steps.find(({ policy }) => policy === from)?.usedBy ?? []
  const losing =
    agents.length === 0
      ? ''
      : `; until then ${agents.map(agentLabel).join(', ')} ${agents.length === 1 ? 'goes' : 'go'} without it`
  return `${from} → ${to}: bindings hold names, so ${to} binds nobody until its agents are deployed again${losing}`
}

export function exceptionText({ guard, policy, until }: Exception, now: string): string {
  const what = policy === undefined ? guard : `${guard} for ${policy}`
  return until < now.slice(0, 10)
    ? `the exception ${what} ended on ${until}; delete it`
    : `the exception ${what} lifts nothing in this plan; delete it if it has done its work`
}

export function guardsOf({ blocked }: Plan): string {
  return [...new Set(blocked.map(({ guard }) => guard))].join(', ')
}
