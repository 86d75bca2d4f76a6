/** Proposes the smallest edits for one request, and checks each against guardrails, tests, lint and the file it goes into. */
import type { AccessSide } from '../access/model/access-side.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import { newlyBroken } from '../access/questions/newly-broken.ts'
import {
  type GrantObstacle,
  type SmallGrant,
  smallestGrants,
  type WantedDecision,
} from '../access/questions/smallest-grants.ts'
import { toolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import type { Proposal, ProposalRefusal } from '../answers/propose.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Request } from '../policy/request.ts'
import type { Tool } from '../policy/tool.ts'
import type { Side } from '../workbench/side.ts'
import { changeSpecs, type SpecChange } from './change-specs.ts'
import type { Changing, FileText } from './moved-tests.ts'

/** The state that a proposal starts from; it includes the proposals before it. */
export interface ProposalState extends Changing {
  readonly decision: WantedDecision
  readonly side: Side
  /** Access with the edits that were proposed so far. */
  readonly access: AccessSide
  readonly guardrails: readonly Guardrail[]
  readonly tools: readonly Tool[] | null
  readonly changes: readonly SpecChange[]
  readonly texts: readonly FileText[]
}

export interface FoundProposals {
  readonly proposals: readonly Proposal[]
  readonly refused: ProposalRefusal | null
  readonly isDecided: boolean
}

/** Adds the tool of the workspace to a request. */
export function requestOf(request: Request, tools: readonly Tool[] | null): Request {
  return withTool(request, toolOfCall(request, tools))
}

/** Returns the edits for one request, and the state for the next one. */
export function proposed(
  state: ProposalState,
  agent: string,
  asked: Request,
): { readonly found: FoundProposals; readonly state: ProposalState } {
  const refuse = (by: string, message: string) => ({
    found: { proposals: [], refused: { by, message }, isDecided: false },
    state,
  })
  if (toolOfCall(asked, state.tools).state === 'unregistered')
    return refuse(
      'tool',
      'no tool of the workspace has this host, so the call is denied whatever policies say',
    )
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

function withGrant(
  state: ProposalState,
  { policy, spec }: SmallGrant,
  texts: readonly FileText[],
): ProposalState {
  const access = { ...state.access, policies: new Map(state.access.policies).set(policy, spec) }
  return { ...state, access, changes: changesWith(state, policy, spec), texts }
}

function changesWith(
  { changes }: ProposalState,
  policy: string,
  spec: SpecChange['spec'],
): readonly SpecChange[] {
  return [...changes.filter((change) => change.policy !== policy), { policy, spec, moves: null }]
}

interface Judged {
  readonly fault: ProposalRefusal | null
  readonly file: string
  readonly texts: readonly FileText[]
}

/** Rejects an edit that a guardrail forbids, that breaks a test, that lint refuses, or that no file can hold. */
function judge({ policy, spec }: SmallGrant, state: ProposalState): Judged {
  const { side, access, guardrails } = state
  const file = side.parsed.get(policy)?.file ?? ''
  const after = { ...access, policies: new Map(access.policies).set(policy, spec) }
  const broken = guardrails.find((guardrail) => newlyBroken(guardrail, { before: access, after }) !== null)
  if (broken !== undefined) {
    const by = `guardrail ${broken.name}`
    return { fault: { by, message: `${by} forbids it` }, file, texts: [] }
  }
  const changed = changeSpecs(state, changesWith(state, policy, spec))
  return 'texts' in changed
    ? { fault: null, file, texts: changed.texts }
    : { fault: { by: changed.by, message: changed.fault }, file, texts: [] }
}

function obstacleWords(obstacle: GrantObstacle, agent: string): [by: string, message: string] {
  switch (obstacle.by) {
    case 'rule': {
      const { policy, rule, permission } = obstacle.rule
      const what = permission === 'deny' ? 'denies' : 'asks a human for'
      return [
        `${policy}#${rule}`,
        `${policy}#${rule} ${what} this call; whether that changes is for people to decide`,
      ]
    }
    case 'bindings':
      return ['bindings', `${agentLabel(agent)} has no policy in the files: bind it to one first`]
    case 'approvers':
      return ['approvers', 'no route of its policies says who approves: add one first']
    case 'url':
      return ['url', "the URL has a '*', which a rule would read as a wildcard"]
  }
}
