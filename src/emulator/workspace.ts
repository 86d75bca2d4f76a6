/** What an embedded workspace holds, and its form in a data file. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { DEFAULT_NAMESPACE } from '../policy/binding.ts'
import type { Spec } from '../policy/policy.ts'

export interface StoredPolicy {
  readonly namespace: string
  readonly spec: Spec
}

export interface Agent {
  readonly name: string
  readonly namespace: string
}

export interface Workspace {
  readonly policies: ReadonlyMap<string, StoredPolicy>
  /** Agents by the policy that they are bound to. */
  readonly users: ReadonlyMap<string, readonly Agent[]>
  readonly agents: readonly Agent[]
  /** As the file has them; shown as they are. */
  readonly tools: readonly unknown[]
  readonly connectors: readonly unknown[]
  /** The file's own object: what is not ours is written back as it was. */
  readonly document: Document
}

/**
 * `{ "formatVersion": 1, "policies": [{ name, namespace?, spec }],
 *    "bindings": [{ policy, agent }], "agents": [AGENT], "tools": [], "connectors": [] }`,
 * all but the first optional; an agent is written `name` or `namespace/name`.
 */
export type Document = { readonly [key: string]: unknown }

const FORMAT_VERSION = 1
export const EMPTY_DOCUMENT: Document = { formatVersion: FORMAT_VERSION }

/** @throws PolicyctlError workspace-damaged. */
export function readWorkspace(value: unknown, source: string): Workspace {
  const document = objectIn(value, source, 'it')
  if (document.formatVersion !== FORMAT_VERSION)
    throw damaged(source, `its formatVersion is not ${FORMAT_VERSION}`)
  const list = (key: string): readonly unknown[] => listIn(document[key] ?? [], source, key)
  const bindings = list('bindings').map((item) => bindingIn(item, source))
  const named = list('agents').map((item) => agentOf(textIn(item, source, 'agents')))
  return {
    policies: policiesIn(list('policies'), source),
    users: usersOf(bindings),
    agents: distinct([...named, ...bindings.map(({ agent }) => agent)]),
    tools: list('tools'),
    connectors: list('connectors'),
    document,
  }
}

/** The document with these policies, sorted by name. */
export function documentWith(document: Document, policies: Workspace['policies']): Document {
  const entries = [...policies].sort(([a], [b]) => (a < b ? -1 : 1))
  const written = entries.map(([name, { namespace, spec }]) =>
    namespace === DEFAULT_NAMESPACE ? { name, spec } : { name, namespace, spec },
  )
  return { ...document, policies: written }
}

export function damaged(source: string, fact: string): PolicyctlError {
  return new PolicyctlError('workspace-damaged', {
    message: `${source} holds no workspace that can be read: ${fact}`,
    hint: 'mend the file or move it away; it is left as it is',
  })
}

type Binding = { readonly policy: string; readonly agent: Agent }

function policiesIn(items: readonly unknown[], source: string): Workspace['policies'] {
  const policies = new Map(items.map((item) => policyIn(item, source)))
  if (policies.size < items.length) throw damaged(source, 'it holds a policy twice')
  return policies
}

function policyIn(item: unknown, source: string): [string, StoredPolicy] {
  const { name, namespace, spec } = objectIn(item, source, 'a policy')
  const read = objectIn(spec, source, 'a spec')
  listIn(read.policies, source, 'spec.policies')
  const space = textIn(namespace ?? DEFAULT_NAMESPACE, source, 'a namespace')
  return [textIn(name, source, 'a policy name'), { namespace: space, spec: read as unknown as Spec }]
}

function bindingIn(item: unknown, source: string): Binding {
  const { policy, agent } = objectIn(item, source, 'a binding')
  return { policy: textIn(policy, source, 'policy'), agent: agentOf(textIn(agent, source, 'agent')) }
}

function agentOf(text: string): Agent {
  const [first = '', ...rest] = text.split('/')
  return rest.length === 0
    ? { name: first, namespace: DEFAULT_NAMESPACE }
    : { name: rest.join('/'), namespace: first }
}

function usersOf(bindings: readonly Binding[]): Workspace['users'] {
  const users = new Map<string, readonly Agent[]>()
  for (const { policy, agent } of bindings) users.set(policy, distinct([...(users.get(policy) ?? []), agent]))
  return users
}

function distinct(agents: readonly Agent[]): readonly Agent[] {
  return [...new Map(agents.map((agent) => [`${agent.namespace}/${agent.name}`, agent])).values()]
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
