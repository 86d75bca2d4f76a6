import { compareAccess } from '../access/compare/compare.ts'
import { type ReplayAnswer, type ReplayDemand, replayAnswer } from '../answers/replay.ts'
import { AgentNames } from '../calls/agent-names.ts'
import { Tally } from '../calls/tally.ts'
import { assertQuestion, FIELD, oneOf } from '../diagnostic/assert-question.ts'
import { assertCalls } from '../workbench/assert-calls.ts'
import { type CallSeen, type LogQuestion, readLogs } from '../workbench/open-logs.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import type { Side } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertJudged } from './assert-judged.ts'
import { assertOneMeaning } from './assert-one-meaning.ts'
import { knownAccess, openComparedSides } from './compared-sides.ts'
import { assertSender } from './sender.ts'
import { callsInNames, inNamesOf, namesBetween } from './two-targets.ts'
import { warnOfDangling } from './warn-of-dangling.ts'

export interface ReplayQuestion {
  readonly from: SideName
  readonly to: SideName
  readonly log: LogQuestion
  readonly failOn: ReplayDemand
}

/**
 * Computes the effect that a change from one side to the other would have had on
 * the calls of a log. Writes nothing, and keeps of a call only the values by which it
 * is counted.
 * @throws PolicyctlError log-unreadable if no line is a call; log-unjudged if `failOn` is given
 * and no call is of an agent with a binding; usage if no side
 * knows the agent of the question, or if a name means different things in two
 * targets; and what opening sides and reading logs throws.
 */
export async function replayLog(workbench: Workbench, question: ReplayQuestion): Promise<ReplayAnswer> {
  assertQuestion('replayLog', question, {
    from: FIELD.side,
    to: FIELD.side,
    log: FIELD.object,
    failOn: oneOf('denied', 'wider', null),
  })
  const { log } = question
  const names = namesBetween(question, workbench)
  const inNames = callsInNames(question, names)
  await assertOneMeaning(question, names, workbench)
  const { from, to, uncompared } = await openComparedSides([inNamesOf(question), question.to], workbench)
  if (log.agent !== null) assertKnown(log.agent, from, to)
  const [before, after] = [knownAccess(from, to), knownAccess(to, from)]
  const regions = compareAccess(before, after)
  const agents = new AgentNames([...from.access.bindings.keys(), ...to.access.bindings.keys()])
  // One list of tools for both sides, so that only policies make a difference.
  const tools = (await toolsOf(workbench, question.to)) ?? (await toolsOf(workbench, question.from))
  const tally = new Tally({ from: before, to: after, regions, tools, agents })
  const add: CallSeen =
    inNames === null
      ? (call, place) => tally.add(call, place)
      : (call, place) => tally.add(inNames(call), place)
  const reading = await readLogs(workbench, log, add)
  assertCalls(tally.calls, reading, log)
  if (question.failOn !== null) assertJudged(tally, question.failOn)
  warnOfDangling(to, [...to.access.bindings.keys()], workbench.context)
  return replayAnswer(
    {
      ...{ from, to, regions, tally, reading, tools },
      uncompared,
      mapped: names.map((name) => ({ from: name.from, to: name.to })),
      tool: `policyctl ${workbench.context.version}`,
      ambiguous: agents.ambiguous,
      causesOf: causesFinder(from.access, to.access, to.parsed.values()),
    },
    question.failOn,
  )
}

/** The agent must be known on one side. The other side then decides for an agent without policies. */
function assertKnown(agent: string, from: Side, to: Side): void {
  const name = from.name === to.name ? to.name : `${from.name} or ${to.name}`
  const bindings = new Map([...from.access.bindings, ...to.access.bindings])
  assertSender(agent, { name, access: { bindings } })
}
