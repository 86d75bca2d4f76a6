import { findAgents } from '../access/questions/find-agent.ts'
import type { WantedDecision } from '../access/questions/smallest-grants.ts'
import { loggedCalls, unknownAgentsIn } from '../answers/call-counts.ts'
import {
  type DeniedCall,
  type ProposeAnswer,
  type ProposeDocument,
  type ProposeView,
  proposeAnswer,
} from '../answers/propose.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { AgentNames } from '../calls/agent-names.ts'
import { Tally } from '../calls/tally.ts'
import { assertQuestion, FIELD, oneOf } from '../diagnostic/assert-question.ts'
import type { Request } from '../policy/request.ts'
import { assertCalls } from '../workbench/assert-calls.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { type LogQuestion, readLogs } from '../workbench/open-logs.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { refusalOfObscured } from '../workbench/sound-files.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertMayWrite, effectsForOthers } from './assert-may-write.ts'
import { type ProposalState, proposed, requestOf } from './propose-edits.ts'
import { writeTexts } from './write-texts.ts'

export interface ProposeQuestion {
  readonly decision: WantedDecision
  readonly write: boolean
  /** True to edit also files that other targets get. */
  readonly shared: boolean
  readonly wanted:
    | { readonly from: 'request'; readonly agent: string; readonly request: Request }
    | { readonly from: 'log'; readonly log: LogQuestion }
}

/** The most distinct denied calls of a log that get proposals; further ones are only counted. */
const MOST_DENIED = 100

/**
 * Proposes the smallest edits of the files that give a denied call the wanted
 * decision, with everything else that each of them changes.
 *
 * @param assertAgent throws if the agent is not known.
 * @throws PolicyctlError usage if the agent is not known; those of sides and logs; with `write` file-unwritable, file-changed.
 */
export async function proposeGrants(
  workbench: Workbench,
  question: ProposeQuestion,
  assertAgent: (agent: string, side: Side) => void,
): Promise<ProposeAnswer | RefusalAnswer> {
  assertQuestion('proposeGrants', question, {
    decision: oneOf('allow', 'approval_required'),
    write: FIELD.flag,
    shared: FIELD.flag,
    wanted: FIELD.called,
  })
  const { decision, write, wanted } = question
  const refusal = write ? refusalOfObscured(await readWholeProject(workbench)) : null
  if (refusal !== null) return refusal
  const [side] = await openSides([{ kind: 'files' }], workbench)
  if (side === undefined) throw new Error('files without a side')
  const named = wanted.from === 'request' ? wanted.agent : wanted.log.agent
  if (named !== null) assertAgent(named, side)
  const state: ProposalState = {
    ...{ decision, side, access: side.access },
    contents: await readWholeFolder(workbench),
    workbench,
    guardrails: await guardrailsOf(workbench),
    tools: await toolsOf(workbench, { kind: 'files' }),
    changes: [],
    texts: [],
  }
  const view: ProposeView = {
    ...{ agent: null, decision, isDecided: false, agents: 0, ambiguous: new Map() },
    ...{ isWritten: write, errors: side.errors },
  }
  return wanted.from === 'request'
    ? proposeFor(wanted, state, { workbench, question, view })
    : proposeFromLog(wanted.log, state, { workbench, question, view })
}

const NOTHING: Omit<ProposeDocument, 'written' | 'shared'> = {
  formatVersion: 1,
  ...{ request: null, proposals: [], refused: null, log: null, unknownAgents: [], denied: [], more: 0 },
}

interface Proposing {
  readonly workbench: Workbench
  readonly question: Pick<ProposeQuestion, 'write' | 'shared'>
  readonly view: ProposeView
}

function proposeFor(
  { agent: named, request }: { readonly agent: string; readonly request: Request },
  state: ProposalState,
  { question, view }: Proposing,
): ProposeAnswer {
  const [agent = named] = findAgents(state.access, named)
  const { found, state: then } = proposed(state, agent, request)
  const { isDecided, ...answered } = found
  const settled = settle(then, question)
  const asked = requestOf(request, state.tools)
  return proposeAnswer({ ...NOTHING, request: asked, ...answered, ...settled }, { ...view, agent, isDecided })
}

async function proposeFromLog(
  log: LogQuestion,
  state: ProposalState,
  { workbench, question, view }: Proposing,
): Promise<ProposeAnswer> {
  const { tally, reading, denied, ambiguous } = await deniedIn(workbench, state, log)
  const first = [...denied.values()].sort((a, b) => b.calls - a.calls).slice(0, MOST_DENIED)
  const answers: DeniedCall[] = []
  let now = state
  for (const { agent, request, calls } of first) {
    const { found, state: then } = proposed(now, agent, request)
    now = then
    const { isDecided, ...answered } = found
    if (!isDecided) answers.push({ agent, request: requestOf(request, state.tools), calls, ...answered })
  }
  return proposeAnswer(
    {
      ...{ ...NOTHING, log: loggedCalls(tally, reading) },
      ...{ unknownAgents: unknownAgentsIn(tally), denied: answers },
      ...{ more: denied.size - first.length, ...settle(now, question) },
    },
    { ...view, agents: tally.agents, ambiguous },
  )
}

/** @throws PolicyctlError shared-file, file-unwritable, file-changed. */
function settle(
  { texts, contents, workbench }: ProposalState,
  { write, shared: isShared }: Proposing['question'],
): Pick<ProposeDocument, 'written' | 'shared'> {
  const edit = { contents, texts }
  if (!write) return { written: [], shared: effectsForOthers(workbench, edit) }
  const shared = assertMayWrite(workbench, edit, isShared)
  writeTexts(workbench.project.root, texts)
  return { written: texts.map(({ file }) => file), shared }
}

interface DeniedOften {
  readonly agent: string
  readonly request: Request
  calls: number
}

async function deniedIn(workbench: Workbench, { access, tools }: ProposalState, log: LogQuestion) {
  const agents = new AgentNames(access.bindings.keys())
  const denied = new Map<string, DeniedOften>()
  const tally = new Tally({ from: access, to: access, regions: [], tools, agents })
  const reading = await readLogs(workbench, log, (call, place) => {
    const agent = agents.of(call.agent)
    if (tally.add(call, place)?.decision !== 'deny' || agent === null) return
    const { method, url, tool, capability } = call
    const key = JSON.stringify([agent.name, method, url, tool, capability])
    const known = denied.get(key)
    const request = { method, url, tags: [], tool, capability }
    if (known === undefined) denied.set(key, { agent: agent.name, request, calls: 1 })
    else known.calls += 1
  })
  assertCalls(tally.calls, reading, log)
  return { tally, reading, denied, ambiguous: agents.ambiguous }
}
