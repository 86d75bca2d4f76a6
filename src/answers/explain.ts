import { type BoundPolicy, type Decided, decide, type RuleTrace, traceRules } from '../access/model/decide.ts'
import type { Decision, RouteTaken } from '../access/model/region.ts'
import { resolvedUrl } from '../access/model/resolved-url.ts'
import { type SmallestEdits, smallestEdits } from '../access/questions/smallest-edits.ts'
import { type ToolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Request } from '../policy/request.ts'
import { withHiddenUserinfo } from '../policy/userinfo.ts'
import type { Answer } from './answer.ts'
import {
  type AppliedState,
  appliedIn,
  inFile,
  type PlacedSide,
  type ReadSide,
  type RuleInFile,
  type UnreadableFile,
  unreadableFiles,
} from './read-side.ts'

/** The decision on one request, and its reasons. */
export type ExplainAnswer = Answer<'explain', ExplainDocument, ExplainView>

/** The document that `explain --format json` prints (schema/explain.schema.json). */
export interface ExplainDocument extends ExplainedRequest {
  /** The decision of the workspace, if a target is named; else null. */
  readonly other: SidesDecision | null
}

interface SidesDecision extends Pick<ExplainedRequest, 'because' | 'route'> {
  readonly side: string
  /** `documents` for an agent that the workspace does not name; null where the decision is null. */
  readonly bindings: ExplainedRequest['bindings'] | null
  /** null: that side does not know the agent or the policies. */
  readonly decision: Decision | null
}

/** The decision on one request on one side. */
export interface ExplainedRequest {
  readonly request: Request
  readonly decision: Decision
  /** The rules that decided; [] if none matches, which denies. */
  readonly because: readonly RuleInFile[]
  readonly route: RouteTaken | null
  /** All rules of the policies in question. */
  readonly rules: readonly RuleTrace[]
  /** The smallest edits towards each other decision. */
  readonly flip: readonly SmallestEdits[]
  /** The decision of a gateway that resolves the path first; null: the path has nothing to resolve. */
  readonly resolved: ResolvedDecision | null
  /** The tool that is called, as far as it is known. */
  readonly tool: CalledTool
  /** The least reliable source that was needed for the bindings. */
  readonly bindings: ReadSide['bindings']
  /** If the side is a ledger's revision: the apply that wrote it. */
  readonly asOf: readonly AppliedState[]
  /** Live policies that cannot be read: nobody knows what they decide. */
  readonly unreadable: ReadSide['unreadable']
  /** Files that cannot be read: what their policies would say nobody knows. */
  readonly unreadableFiles: readonly UnreadableFile[]
}

export interface CalledTool {
  /** unread: the tools could not be read, so the host counts as registered. */
  readonly state: ToolOfCall['state']
  /** The tool, or all tools that share the host; [] if none is known. */
  readonly names: readonly string[]
}

export interface ResolvedDecision {
  readonly url: string
  readonly decision: Decision
  readonly because: readonly RuleInFile[]
}

/** The sender of the request, whose policies count. */
export type Sender =
  | { readonly by: 'agent'; readonly agent: string }
  | { readonly by: 'policies'; readonly policies: readonly string[] }
  | { readonly by: 'all' }

export interface ExplainView {
  readonly sender: Sender
  /** The policies in question. */
  readonly bound: readonly BoundPolicy[]
  readonly side: string
  /** The decision on another side; null: there is none. */
  readonly other: OtherDecision | null
  /** The findings of severity error in the files of the side. */
  readonly errors: readonly Finding[]
  /** True with --requests: one of many answers, each printed as one line. */
  readonly isLine: boolean
}

export interface OtherDecision {
  /** The name of the side. */
  readonly name: string
  /** null: the side does not know the agent or the policies. */
  readonly document: ExplainedRequest | null
  /** True if the side names no such agent, so that only PolicyBinding documents of the other side bind it. Default: false. */
  readonly isSupposed?: boolean
}

/** A request, and the tool that its URL leads to. */
export interface AskedCall {
  readonly request: Request
  readonly called: ToolOfCall
}

export interface Explained extends AskedCall, Pick<ExplainView, 'sender' | 'bound' | 'other' | 'isLine'> {
  readonly side: PlacedSide
}

export function explainAnswer({ request, called, side, ...view }: Explained): ExplainAnswer {
  // With --requests the errors are reported once, after all answers.
  const errors = view.isLine ? [] : side.errors
  const document = explainDocument({ request, called }, view.bound, side)
  return {
    kind: 'explain',
    document: withHiddenUserinfo({ ...document, other: otherSide(view.other) }),
    status: errors.length > 0 ? EXIT.no : EXIT.done,
    view: { ...view, side: side.name, errors },
  }
}

function otherSide(other: OtherDecision | null): SidesDecision | null {
  if (other === null) return null
  const { name: side, document } = other
  if (document === null) return { side, bindings: null, decision: null, because: [], route: null }
  const { bindings, decision, because, route } = document
  return { side, bindings, decision, because, route }
}

/** The platform denies a call to a host that no tool serves, whatever policies say; so no edit of them is proposed. */
export function explainDocument(
  { request: asked, called }: AskedCall,
  bound: readonly BoundPolicy[],
  side: PlacedSide,
): ExplainedRequest {
  const request = withTool(asked, called)
  const tool = calledTool(called)
  const { bindings, unreadable } = side
  const asOf = appliedIn(side)
  const resolved = resolvedDecision(request, bound, side)
  const isDenied = called.state === 'unregistered'
  const { decision, because, route } = isDenied ? DENIED : decide(request, bound)
  return {
    request,
    decision,
    because: because.map((rule) => inFile(rule, side)),
    route,
    rules: traceRules(request, bound),
    flip: isDenied ? [] : smallestEdits(request, bound),
    resolved: isDenied && resolved !== null ? { ...resolved, decision: 'deny', because: [] } : resolved,
    tool,
    bindings,
    asOf,
    unreadable,
    unreadableFiles: unreadableFiles(side.errors),
  }
}

const DENIED: Decided = { decision: 'deny', because: [], route: null }

function calledTool(called: ToolOfCall): CalledTool {
  const { state } = called
  if (state === 'found') return { state, names: [called.tool.name] }
  return { state, names: state === 'several' ? called.tools : [] }
}

function resolvedDecision(
  request: Request,
  bound: readonly BoundPolicy[],
  side: Pick<PlacedSide, 'parsed'>,
): ResolvedDecision | null {
  const url = resolvedUrl(request.url)
  if (url === null) return null
  const { decision, because } = decide({ ...request, url }, bound)
  return { url, decision, because: because.map((rule) => inFile(rule, side)) }
}

/** Ends the answers to --requests: the errors in the files of the side. */
export type ExplainEndAnswer = Answer<'explain-end', null, Pick<ExplainView, 'errors'>>

export function explainEndAnswer({ errors }: ReadSide): ExplainEndAnswer {
  return {
    kind: 'explain-end',
    document: null,
    status: errors.length > 0 ? EXIT.no : EXIT.done,
    view: { errors },
  }
}
