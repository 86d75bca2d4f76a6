import type { AccessSide } from '../access/model/access-side.ts'
import { findAgents } from '../access/questions/find-agent.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import { newlyBroken } from '../access/questions/newly-broken.ts'
import {
  type GrantObstacle,
  type SmallGrant,
  smallestGrants,
  type WantedDecision,
} from '../access/questions/smallest-grants.ts'
import { toolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import {
  type DeniedCall,
  type Proposal,
  type ProposalRefusal,
  type ProposeAnswer,
  type ProposeDocument,
  type ProposeView,
  proposeAnswer,
} from '../answers/propose.ts'
import { loggedCalls } from '../answers/replay.ts'
import { AgentNames } from '../calls/agent-names.ts'
import { Tally } from '../calls/tally.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Request } from '../policy/request.ts'
import type { Tool } from '../policy/tool.ts'
import { assertCalls } from '../workbench/assert-calls.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { testTextsOf } from '../workbench/lint-inputs.ts'
import { APPROVALS, type LogQuestion, readLogs } from '../workbench/open-logs.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { refuseLayered } from '../workbench/refuse-layered.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { changeSpecs, type FileText, type SpecChange } from './change-specs.ts'
import type { TestText } from './fix-files.ts'
import { writeTexts } from './write-texts.ts'

export interface ProposeQuestion {
  readonly decision: WantedDecision
  readonly write: boolean
  readonly wanted:
    | { readonly from: 'request'; readonly agent: string; readonly request: Request }
    | { readonly from: 'log'; readonly log: LogQuestion }
}

/** More distinct denied calls of a log are counted only. */
const MOST_DENIED = 100

/**
 * The smallest edits of the files that give a denied call the decision that is
 * wanted, with all that each of them changes.
 *
 * @param assertAgent throws where the agent is not known.
 * @throws PolicyctlError usage where the agent is none; those of sides and logs; with `write` file-unwritable, file-changed.
 */
export async function proposeGrants(
  workbench: Workbench,
  question: ProposeQuestion,
  assertAgent: (agent: string, side: Side) => void,
): Promise<ProposeAnswer> {
  const { decision, write, wanted } = question
  if (write) refuseLayered('propose --write', workbench)
  const [side] = await openSides([{ kind: 'files' }], workbench)
  if (side === undefined) throw new Error('files without a side')
  if (wanted.from === 'request') assertAgent(wanted.agent, side)
  const state: Asked = {
    ...{ decision, side, access: side.access },
    files: await readWholeProject(workbench),
    tests: testTextsOf(workbench),
    guardrails: await guardrailsOf(workbench),
    tools: await toolsOf(workbench, { kind: 'files' }),
    changes: [],
    texts: [],
  }
  const view: ProposeView = {
    ...{ agent: null, decision, isDecided: false, agents: 0 },
    ...{ isWritten: write, errors: side.errors },
  }
  return wanted.from === 'request'
    ? proposeFor(wanted, state, { workbench, write, view })
    : proposeFromLog(wanted.log, state, { workbench, write, view })
}

const NOTHING: Omit<ProposeDocument, 'written'> = {
  formatVersion: 1,
  ...{ request: null, proposals: [], refused: null, log: null, denied: [], more: 0 },
}

interface Proposing {
  readonly workbench: Workbench
  readonly write: boolean
  readonly view: ProposeView
}

function proposeFor(
  { agent: named, request }: { readonly agent: string; readonly request: Request },
  state: Asked,
  { workbench, write, view }: Proposing,
): ProposeAnswer {
  const [agent = named] = findAgents(state.access, named)
  const { found, state: then } = proposed(state, agent, request)
  const { isDecided, ...answered } = found
  const written = settle(workbench, then, write)
  const asked = requestOf(request, state.tools)
  return proposeAnswer({ ...NOTHING, request: asked, ...answered, written }, { ...view, agent, isDecided })
}

async function proposeFromLog(
  log: LogQuestion,
  state: Asked,
  { workbench, write, view }: Proposing,
): Promise<ProposeAnswer> {
  const { tally, reading, denied } = await deniedIn(workbench, state, log)
  const first = [...denied.values()].sort((a, b) => b.calls - a.calls).slice(0, MOST_DENIED)
  const answers: DeniedCall[] = []
  let now = state
  for (const { agent, request, calls } of first) {
    const { found, state: then } = proposed(now, agent, request)
    now = then
    const { isDecided, ...answered } = found
    if (!isDecided) answers.push({ agent, request: requestOf(request, state.tools), calls, ...answered })
  }
  const files = [...log.files, ...(log.approvals ? [APPROVALS] : [])]
  return proposeAnswer(
    {
      ...{ ...NOTHING, log: loggedCalls(tally, reading, files), denied: answers },
      ...{ more: denied.size - first.length, written: settle(workbench, now, write) },
    },
    { ...view, agents: tally.agents },
  )
}

function settle(workbench: Workbench, { texts }: Asked, write: boolean): readonly string[] {
  if (!write) return []
  writeTexts(workbench.project.root, texts)
  return texts.map(({ file }) => file)
}

interface Asked {
  readonly decision: WantedDecision
  readonly side: Side
  /** With the edits that were proposed so far. */
  readonly access: AccessSide
  readonly files: readonly ParsedFile[]
  readonly tests: readonly TestText[]
  readonly guardrails: readonly Guardrail[]
  readonly tools: readonly Tool[] | null
  readonly changes: readonly SpecChange[]
  readonly texts: readonly FileText[]
}

interface FoundProposals {
  readonly proposals: readonly Proposal[]
  readonly refused: ProposalRefusal | null
  readonly isDecided: boolean
}

function requestOf(request: Request, tools: readonly Tool[] | null): Request {
  return withTool(request, toolOfCall(request, tools))
}

function proposed(
  state: Asked,
  agent: string,
  asked: Request,
): { readonly found: FoundProposals; readonly state: Asked } {
  const refuse = (by: string, message: string) => ({
    found: { proposals: [], refused: { by, message }, isDecided: false },
    state,
  })
  if (toolOfCall(asked, state.tools).state === 'unregistered')
    return refuse('tool', 'no tool of the workspace has this host: it is denied whatever policies say')
  const request = requestOf(asked, state.tools)
  const answer = smallestGrants(state.access, { agent, request, decision: state.decision })
  if ('isDecided' in answer) return { found: { proposals: [], refused: null, isDecided: true }, state }
  if ('obstacle' in answer) return refuse(...obstacleWords(answer.obstacle, agent))
  const judged = answer.grants.map((grant) => ({ grant, ...judge(grant, state) }))
  const good = judged.filter((one) => one.fault === null)
  const [best] = good
  if (best === undefined) {
    const fault = judged[0]?.fault
    return refuse(fault?.by ?? 'file', fault?.message ?? 'no policy of the agent can be edited')
  }
  const proposals = good.map(({ grant, file }) => {
    const { policy, rule, after, route, access } = grant
    return { file, policy, rule, after, route, access }
  })
  return {
    found: { proposals, refused: null, isDecided: false },
    state: withGrant(state, best.grant, best.texts),
  }
}

function withGrant(state: Asked, { policy, spec }: SmallGrant, texts: readonly FileText[]): Asked {
  const access = { ...state.access, policies: new Map(state.access.policies).set(policy, spec) }
  return { ...state, access, changes: changesWith(state, policy, spec), texts }
}

function changesWith({ changes }: Asked, policy: string, spec: SpecChange['spec']): readonly SpecChange[] {
  return [...changes.filter((change) => change.policy !== policy), { policy, spec, moves: null }]
}

interface Judged {
  readonly fault: ProposalRefusal | null
  readonly file: string
  readonly texts: readonly FileText[]
}

/** Nothing is proposed that a guardrail forbids, that breaks a test, or that no file can hold. */
function judge({ policy, spec }: SmallGrant, state: Asked): Judged {
  const { side, access, guardrails, files, tests } = state
  const file = side.parsed.get(policy)?.file ?? ''
  const after = { ...access, policies: new Map(access.policies).set(policy, spec) }
  const broken = guardrails.find((guardrail) => newlyBroken(guardrail, { before: access, after }) !== null)
  if (broken !== undefined) {
    const by = `guardrail ${broken.name}`
    return { fault: { by, message: `${by} forbids it` }, file, texts: [] }
  }
  const changed = changeSpecs(files, tests, changesWith(state, policy, spec))
  return 'texts' in changed
    ? { fault: null, file, texts: changed.texts }
    : { fault: { by: 'file', message: changed.fault }, file, texts: [] }
}

function obstacleWords(obstacle: GrantObstacle, agent: string): [by: string, message: string] {
  switch (obstacle.by) {
    case 'rule': {
      const { policy, rule, permission } = obstacle.rule
      const what = permission === 'deny' ? 'denies' : 'asks a human for'
      return [`${policy}#${rule}`, `${policy}#${rule} ${what} it: whether it should, is for people to say`]
    }
    case 'bindings':
      return ['bindings', `${agentLabel(agent)} has no policy in the files: bind one to it first`]
    case 'approvers':
      return ['approvers', 'no route of its policies says who approves: add one first']
    case 'url':
      return ['url', "the URL has a '*', and no rule can name it without matching more"]
  }
}

interface DeniedOften {
  readonly agent: string
  readonly request: Request
  calls: number
}

async function deniedIn(workbench: Workbench, { access, tools }: Asked, log: LogQuestion) {
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
  return { tally, reading, denied }
}
