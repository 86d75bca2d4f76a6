import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { RegionCallCounts } from '../answers/target-report.ts'
import { AgentNames } from '../calls/agent-names.ts'
import { RegionCalls } from '../calls/region-calls.ts'
import type { Tool } from '../policy/tool.ts'
import { assertCalls } from '../workbench/assert-calls.ts'
import { readLogs } from '../workbench/open-logs.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface RegionCallsQuestion {
  readonly regions: readonly Region[]
  /** Both sides of the comparison: their bindings say which agents there are. */
  readonly sides: readonly Pick<AccessSide, 'bindings'>[]
  readonly tools: readonly Tool[] | null
  /** Absolute paths of logs. */
  readonly files: readonly string[]
}

/**
 * Counts the calls of logs behind regions that were compared already.
 *
 * @throws PolicyctlError log-unreadable where no line is a call; path-not-found.
 */
export async function countRegionCalls(
  workbench: Workbench,
  { regions, sides, tools, files }: RegionCallsQuestion,
): Promise<RegionCallCounts> {
  const agents = new AgentNames(sides.flatMap(({ bindings }) => [...bindings.keys()]))
  const counted = new RegionCalls(regions, agents, tools)
  const log = { files, approvals: false, format: null, fields: {}, agent: null }
  const reading = await readLogs(workbench, log, (call) => counted.add(call))
  assertCalls(counted.calls, reading, log)
  const { counts, calls, ofUnknownAgents, first, last } = counted
  return {
    regions: counts,
    ...{ calls, ofUnknownAgents, unread: reading.unread, untimed: reading.untimed },
    first: first === null ? null : new Date(first).toISOString(),
    last: last === null ? null : new Date(last).toISOString(),
  }
}
