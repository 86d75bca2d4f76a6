import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Plan } from '../plan/plan.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import type { AnyAnswer } from './any-answer.ts'

/** The ways in which a run for a target ends, in the order in which they are listed. */
export const ENDS = [
  'applied',
  'to change',
  'with nothing to do',
  'unchanged',
  'not compared',
  'blocked',
  'failed',
  'not run',
  'with errors in the files',
  'could not run',
] as const

export type End = (typeof ENDS)[number]

/** null: the command neither writes nor plans. */
export function outcomeEnd(result: AnyAnswer | PolicyctlError): End | null {
  if (result instanceof PolicyctlError) return result.exitStatus === 3 ? 'blocked' : 'could not run'
  switch (result.kind) {
    case 'plan':
      return endOfPlan(result.document)
    case 'apply':
      if (result.view.outcome === 'refused') return 'blocked'
      if (result.view.outcome !== 'ran') return 'not run'
      if (result.status !== 0) return result.view.plan.blocked.length > 0 ? 'blocked' : 'failed'
      return result.document.results.length > 0 ? 'applied' : 'with nothing to do'
    case 'refusal':
      return 'with errors in the files'
    default:
      return null
  }
}

function endOfPlan(plan: Plan): End {
  if (plan.blocked.length > 0) return 'blocked'
  if (plan.steps.length > 0) return 'to change'
  return uncomparedIn(plan).length > 0 ? 'not compared' : 'unchanged'
}
