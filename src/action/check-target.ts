/** Plans one workspace of a proposed change, or gives the reason why that is not possible. */
import { EXIT } from '../diagnostic/exit-status.ts'
import { unmanagedDeed } from '../words/unmanaged-words.ts'
import type { CheckedTarget } from './checked.ts'
import { isCounted } from './count-calls.ts'
import { planTarget } from './plan-target.ts'
import type { Session } from './session.ts'
import type { NamedTarget } from './targets.ts'

export async function checkTarget(
  session: Session,
  target: NamedTarget,
  { hasErrors }: { readonly hasErrors: boolean },
): Promise<CheckedTarget> {
  const { base, project, inputs, run } = session
  if (hasErrors) return skipped(target, 'the files have errors')
  if (base !== null && project.configFile === null && target.flag !== null)
    return skipped(target, `${base.branch} has no policyctl.yaml yet that names it`)
  const { planned, asked, calls } = await planTarget(session, target, inputs.failOn)
  const { status, failure } = asked
  const withoutSecrets = run.trigger.kind === 'pull-request' ? run.trigger.withoutSecrets : null
  if (failure?.code === 'key-missing' && withoutSecrets !== null) return skipped(target, withoutSecrets)
  if (planned === null || failure !== null) {
    const why = failure ?? {
      code: 'internal',
      message: 'the plan failed without an error message',
      hint: 'see the log of this step',
    }
    return {
      report: { kind: 'failed', name: target.name, ...why },
      status: status || EXIT.failed,
      statusOnceApproved: status || EXIT.failed,
      planned: null,
    }
  }
  const { plan, statusOnceApproved } = planned
  const unmanaged = planned.unmanaged.filter(({ fault }) => fault === undefined).map(unmanagedDeed)
  const report = { kind: 'plan', name: plan.target.name, plan, unmanaged } as const
  const checked = { report, status, statusOnceApproved, planned }
  if (calls === null) return checked
  return isCounted(calls) ? { ...checked, report: { ...report, calls } } : { ...checked, callsFailure: calls }
}

function skipped({ name }: NamedTarget, reason: string): CheckedTarget {
  const report = { kind: 'skipped', name, reason } as const
  return { report, status: EXIT.done, statusOnceApproved: EXIT.done, planned: null }
}
