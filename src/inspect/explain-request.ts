/** Decides one request, or a file of them, and says why. */

import { findAgents } from '../access/questions/find-agent.ts'
import { toolOfCall } from '../access/questions/tool-of-call.ts'
import {
  type AskedCall,
  type ExplainAnswer,
  type ExplainEndAnswer,
  explainAnswer,
  explainDocument,
  explainEndAnswer,
  type OtherDecision,
  type Sender,
} from '../answers/explain.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Request } from '../policy/request.ts'
import { openSides, type Side } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { atLine, questionsIn, readLines } from './read-requests.ts'
import { boundTo, checkedRequest } from './sender.ts'
import { warnOfDangling } from './warn-of-dangling.ts'
import { warnOfMethod, warnOfStarInUrl, warnOfUserinfo } from './warn-of-request.ts'

export interface ExplainQuestion {
  readonly request: Request
  readonly sender: Sender
  readonly side: SideName
}

/**
 * Explains the decision on one request; if a target is named, also the decision
 * of the workspace.
 * @throws PolicyctlError usage if URL, agent or policy is invalid; and what
 * opening sides throws.
 */
export async function explainRequest(
  workbench: Workbench,
  question: ExplainQuestion,
): Promise<ExplainAnswer> {
  assertQuestion('explainRequest', question, {
    request: FIELD.object,
    sender: FIELD.sender,
    side: FIELD.side,
  })
  const request = checkedRequest(question.request)
  warnOfMethod(request.method, workbench.context)
  warnOfUserinfo(request.url, workbench.context)
  warnOfStarInUrl(request.url, workbench.context)
  const { sender } = question
  const [side, live] = await readSides(workbench, question.side)
  const called = toolOfCall(request, await toolsOf(workbench, question.side))
  const whereAgents = whereAgentsAre(workbench, side)
  const bound = boundTo(sender, side, whereAgents)
  warnOfDangling(side, agentsOf(sender, side), workbench.context)
  const other = live === undefined ? null : liveDecision({ request, called, sender }, live, whereAgents)
  return explainAnswer({ request, called, side: boundFor(sender, side), sender, bound, other, isLine: false })
}

export interface ExplainManyQuestion {
  /** JSON lines of requests; - for standard input. */
  readonly file: string
  readonly side: SideName
}

/**
 * Yields one answer for each line at once, so that the lines before a bad one are
 * answered; at the end the errors in the files of the side.
 *
 * @throws PolicyctlError path-not-found; usage with the line that is not a request.
 */
export async function* explainRequests(
  workbench: Workbench,
  { file, side: name }: ExplainManyQuestion,
): AsyncGenerator<ExplainAnswer | ExplainEndAnswer> {
  const lines = readLines(workbench.context, file)
  const [side, live] = await readSides(workbench, name)
  const tools = await toolsOf(workbench, name)
  const whereAgents = whereAgentsAre(workbench, side)
  const told = new Set<string>()
  for await (const { request, sender, place } of questionsIn(lines, file)) {
    warnOfMethod(request.method, workbench.context, place)
    warnOfUserinfo(request.url, workbench.context, place)
    warnOfStarInUrl(request.url, workbench.context, place)
    const bound = atLine(place, () => boundTo(sender, side, whereAgents))
    const fresh = agentsOf(sender, side).filter((agent) => !told.has(agent))
    warnOfDangling(side, fresh, workbench.context)
    for (const agent of fresh) told.add(agent)
    const called = toolOfCall(request, tools)
    const other = live === undefined ? null : liveDecision({ request, called, sender }, live, whereAgents)
    yield explainAnswer({ request, called, side: boundFor(sender, side), sender, bound, other, isLine: true })
  }
  yield explainEndAnswer(side)
}

function agentsOf(sender: Sender, { access }: Side): readonly string[] {
  return sender.by === 'agent' ? findAgents(access, sender.agent) : []
}

/** The workspace cannot be the source of the bindings of an agent that it does not name. */
function boundFor(sender: Sender, side: Side): Side {
  return isSupposed(sender, side) ? { ...side, bindings: 'documents' } : side
}

function isSupposed(sender: Sender, side: Side): boolean {
  return agentsOf(sender, side).some((agent) => side.documented.has(agent))
}

/** The side in question and, if a target is named, its workspace. */
async function readSides(workbench: Workbench, name: SideName): Promise<readonly [Side, Side?]> {
  const besides: readonly SideName[] =
    workbench.named !== null && name.kind !== 'live' ? [{ kind: 'live' }] : []
  const [side, other] = await openSides([name], workbench, besides)
  if (side === undefined) throw new Error('an explanation without a side')
  return other === undefined ? [side] : [side, other]
}

/** A hint for an unknown agent: where agents are known from, and what to do instead. */
function whereAgentsAre(workbench: Workbench, side: Side): string {
  return `${knownFrom(workbench, side)}; --policy NAME asks for policies instead`
}

function knownFrom({ named, project }: Workbench, { kind }: Side): string {
  if (kind === 'ledger') return 'the ledger remembers the agents that were bound when it was applied'
  const { config } = project
  const target = named ?? config.defaultTarget ?? [...config.targets.keys()][0]
  const adopt = `policyctl adopt --all --bindings${target === undefined ? '' : ` --target ${target}`}`
  const documents = `agents are known from PolicyBinding documents, which ${adopt} writes, and`
  if (kind === 'live' || named !== null) return `${documents} from the workspace, which was asked`
  const flag = target === undefined ? '--side live' : `--target ${target}`
  return `${documents}, with ${flag}, from the workspace`
}

function liveDecision(
  { request, called, sender }: AskedCall & { readonly sender: Sender },
  live: Side,
  whereAgents: string,
): OtherDecision {
  const { name } = live
  try {
    const bound = boundTo(sender, live, whereAgents)
    const document = explainDocument({ request, called }, bound, boundFor(sender, live))
    return { name, document, isSupposed: isSupposed(sender, live) }
  } catch (error) {
    // The workspace may not have the agent or the policies of the question.
    if (error instanceof PolicyctlError && error.code === 'usage') return { name, document: null }
    throw error
  }
}
