import { unknownAgentsIn } from '../answers/call-counts.ts'
import type { ReplayDemand } from '../answers/replay.ts'
import type { Tally } from '../calls/tally.ts'
import { OTHERS } from '../calls/unknown-agent-calls.ts'
import { count, grouped } from '../diagnostic/count.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

const NAMES = 4

/**
 * Refuses a demand on calls of which none was decided: 'no call is refused' would be true of any policies.
 * A workspace without approval requests is fine.
 */
export function assertJudged(tally: Tally, demand: Exclude<ReplayDemand, null>): void {
  if (tally.calls === 0 || tally.agents > 0) return
  const named = unknownAgentsIn(tally).filter(({ agent }) => agent !== OTHERS)
  const names = named.map(({ agent, calls }) => `${agent} (${grouped(calls)})`)
  const calls = tally.calls === 1 ? 'the call is not' : `none of the ${count(tally.calls, 'call')} is`
  throw new PolicyctlError('log-unjudged', {
    message: `${calls} of an agent that a binding names, so nothing was judged for --fail-on ${demand}: ${firstNames(names, NAMES)}`,
    hint: 'use agents that a binding of one of the sides names; --field agent=PATH names the field of the log that has the agent, --target asks a workspace for its bindings',
  })
}
