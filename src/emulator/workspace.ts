/** The content of an embedded workspace, and its form in a data file. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { DEFAULT_NAMESPACE } from '../policy/binding.ts'
import type { Spec } from '../policy/policy.ts'

export interface StoredPolicy {
  readonly name: string
  readonly namespace: string
  readonly spec: Spec
}

export interface AgentName {
  readonly name: string
  readonly namespace: string
}

/** An agent that has a policy. */
export interface AgentBinding {
  readonly policy: string
  readonly agent: AgentName
}

export interface EmulatedWorkspace {
  /** By `namespace/name`. */
  readonly policies: ReadonlyMap<string, StoredPolicy>
  /** The bindings of agents; `PUT /agents/{name}/config` changes them. */
  readonly bindings: readonly AgentBinding[]
  /** The agents that `used_by` shows, if they differ from the bindings, since real servers may lag behind; null: the bindings. */
  readonly usage: readonly AgentBinding[] | null
  /** The agents that the file lists, and those that have a policy. */
  readonly agents: readonly AgentName[]
  /** As the file has them. */
  readonly tools: readonly unknown[]
  readonly connectors: readonly unknown[]
  readonly connectorDefaults: Document
  /** Approval requests, as the file has them. */
  readonly approvalRequests: readonly unknown[]
  /** The file's own object: unknown fields are written back unchanged. */
  readonly document: Document
}

/**
 * `{ "formatVersion": 1, "policies": [{ name, namespace?, spec }],
 *    "bindings": [{ policy, agent }], "usedBy": [{ policy, agent }], "agents": [AGENT],
 *    "tools": [], "connectors": [], "connectorDefaults": {}, "approvalRequests": [] }`,
 * all but the first optional; an agent is written `name` or `namespace/name`.
 */
export type Document = { readonly [key: string]: unknown }

const FORMAT_VERSION = 1
export const EMPTY_DOCUMENT: Document = { formatVersion: FORMAT_VERSION }

/** @throws PolicyctlError workspace-damaged. */
export function readWorkspace(value: unknown, source: string): EmulatedWorkspace {
  const document = objectIn(value, source, 'it')
  if (document.formatVersion !== FORMAT_VERSION)
    throw damaged(source, `its formatVersion is not ${FORMAT_VERSION}`)
  const list = (key: string): readonly unknown[] => listIn(document[key] ?? [], source, key)
  const bindings = list('bindings').map((item) => bindingIn(item, source))
  const named = list('agents').map((item) => agentNamed(textIn(item, source, 'agents')))
  return {
    policies: policiesIn(list('policies'), source),
    bindings,
    usage: document.usedBy === undefined ? null : list('usedBy').map((item) => bindingIn(item, source)),
    agents: distinct([...named, ...bindings.map(({ agent }) => agent)]),
    tools: list('tools'),
    connectors: list('connectors'),
    connectorDefaults: objectIn(document.connectorDefaults ?? {}, source, 'connectorDefaults'),
    approvalRequests: list('approvalRequests'),
    document,
  }
}

/** The parts that a change may touch. */
export type Contents = Pick<EmulatedWorkspace, 'policies' | 'bindings'>

/** The workspace after a change; its document has the policies sorted by name. */
export function workspaceWith(
  before: EmulatedWorkspace,
  { policies, bindings }: Contents,
): EmulatedWorkspace {
  const entries = [...policies.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const written = entries.map(({ name, namespace, spec }) =>
    namespace === DEFAULT_NAMESPACE ? { name, spec } : { name, namespace, spec },
  )
  const bound =
    bindings === before.bindings
      ? {}
      : { bindings: bindings.map(({ policy, agent }) => ({ policy, agent: agentText(agent) })) }
  return {
    ...before,
    policies,
    bindings,
    document: { ...before.document, policies: written, ...bound },
  }
}

export function policyKey({ name, namespace }: Pick<StoredPolicy, 'name' | 'namespace'>): string {
  return `${namespace}/${name}`
}

export function agentText({ name, namespace }: AgentName): string {
  return `${namespace}/${name}`
}

export function agentNamed(text: string): AgentName {
  const [first = '', ...rest] = text.split('/')
  return rest.length === 0
    ? { name: first, namespace: DEFAULT_NAMESPACE }
    : { name: rest.join('/'), namespace: first }
}

export function damaged(source: string, fact: string): PolicyctlError {
  return new PolicyctlError('workspace-damaged', {
    message: `${source} holds no workspace that can be read: ${fact}`,
    hint: 'fix the file or move it away; it is left as it is',
  })
}

function policiesIn(items: readonly unknown[], source: string): EmulatedWorkspace['policies'] {
  const policies = items.map((item) => policyIn(item, source))
  const byKey = new Map(policies.map((policy) => [policyKey(policy), policy]))
  if (byKey.size < items.length) throw damaged(source, 'it holds a policy twice')
  return byKey
}

function policyIn(item: unknown, source: string): StoredPolicy {
  const { name, namespace, spec } = objectIn(item, source, 'a policy')
  const read = objectIn(spec, source, 'a spec')
  listIn(read.policies, source, 'spec.policies')
  return {
    name: textIn(name, source, 'a policy name'),
    namespace: textIn(namespace ?? DEFAULT_NAMESPACE, source, 'a namespace'),
    spec: read as unknown as Spec,
  }
}

function bindingIn(item: unknown, source: string): AgentBinding {
  const { policy, agent } = objectIn(item, source, 'a binding')
  return { policy: textIn(policy, source, 'policy'), agent: agentNamed(textIn(agent, source, 'agent')) }
}

function distinct(agents: readonly AgentName[]): readonly AgentName[] {
  return [...new Map(agents.map((agent) => [agentText(agent), agent])).values()]
}

function objectIn(value: unknown, source: string, what: string): Document {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Document
  throw damaged(source, `${what} is not an object`)
}

function listIn(value: unknown, source: string, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw damaged(source, `${what} is not a list`)
}

function textIn(value: unknown, source: string, what: string): string {
  if (typeof value === 'string') return value
  throw damaged(source, `${what} is not a text`)
}
