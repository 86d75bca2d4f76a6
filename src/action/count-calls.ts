/** Counts the calls of the logs in input `calls` behind each change of access. */
import type { Failure, RegionCallCounts } from '../answers/target-report.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { findLogs } from '../files/find-logs.ts'
import { countRegionCalls, type RegionCallsQuestion } from '../inspect/count-region-calls.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { failureOf } from './ask.ts'
import { checkoutFolder, judgingConfig, type Session } from './session.ts'

/** null: no log is named. */
export type CallsAnswer = RegionCallCounts | Failure | null

/** @returns a failure if a log is missing or no line of it is a call, so that a number is never left out silently. */
export async function countCalls(
  session: Session,
  target: string | null,
  compared: Omit<RegionCallsQuestion, 'files'>,
): Promise<CallsAnswer> {
  if (session.inputs.calls.length === 0) return null
  const title = target === null ? 'calls' : `calls ${target}`
  try {
    const files = logsOf(session)
    const options = { target, config: judgingConfig(session.base) }
    const counted = await withWorkbench(session.context, options, (workbench) =>
      countRegionCalls(workbench, { ...compared, files }),
    )
    const { calls, unread, ofUnknownAgents } = counted
    session.show(
      title,
      `${files.join('\n')}\n${calls} calls, ${unread} lines not read, ${ofUnknownAgents} calls of agents that no binding names`,
    )
    return counted
  } catch (thrown) {
    const failure = failureOf(knownError(thrown))
    session.show(title, `${failure.message}\n${failure.hint}`)
    return failure
  }
}

/** @throws PolicyctlError path-not-found with the name or glob that matches no file. */
function logsOf({ inputs, context }: Session): readonly string[] {
  const folder = checkoutFolder(context)
  return [
    ...new Set(
      inputs.calls.flatMap((name) => {
        const found = findLogs(folder, name)
        if (found.length > 0) return found
        throw new PolicyctlError('path-not-found', {
          message: `input calls names ${name}, and there is no such file`,
          hint: 'name logs relative to the top of the workspace, and download their artifact in a step before',
        })
      }),
    ),
  ]
}

export function isCounted(calls: CallsAnswer): calls is RegionCallCounts {
  return calls !== null && 'regions' in calls
}

export function isFailure(calls: CallsAnswer): calls is Failure {
  return calls !== null && !isCounted(calls)
}
