/**
 * Answers calls about tools, agents with their configuration, and approval
 * connectors, as in the vendor's public contract (OpenAPI file 1.4.2).
 */

import { DEFAULT_NAMESPACE } from '../policy/binding.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import { failure, ok, type Reply } from './reply.ts'
import type { Storage } from './storage.ts'
import { type AgentBinding, type AgentName, agentText, type EmulatedWorkspace } from './workspace.ts'

export async function listTools(storage: Storage): Promise<Reply> {
  return ok((await storage.read()).tools.map(shownTool))
}

/** A data file may have a tool in the form of the API, or in short: `{ name, baseUrl, riskTags, capabilities }`. */
function shownTool(item: unknown): unknown {
  if (!isFields(item) || 'spec' in item) return item
  const { name, baseUrl, riskTags, capabilities, ...rest } = item
  return {
    name,
    namespace: 'agent-system',
    ...rest,
    spec: {
      connection: { topology: 'External', ...(baseUrl === undefined ? {} : { baseUrl }) },
      ...(riskTags === undefined ? {} : { riskTags }),
      ...(Array.isArray(capabilities) && capabilities.length > 0
        ? {
            capabilities: capabilities.map((one: unknown) => (typeof one === 'string' ? { name: one } : one)),
          }
        : {}),
    },
    status: { phase: 'Available' },
  }
}

export async function listAgents(storage: Storage, scope: string | null): Promise<Reply> {
  const { agents } = await storage.read()
  const shown = agents.filter(({ namespace }) => scope === null || namespace === scope)
  return ok(
    shown.map((agent) => ({ ...agent, spec: { agent_id: agent.name }, status: { phase: 'Running' } })),
  )
}

export async function getConfig(storage: Storage, agent: AskedAgent): Promise<Reply> {
  const workspace = await storage.read()
  const found = findAgent(workspace, agent)
  return found === null ? noAgent(agent) : ok(configOf(workspace.bindings, found))
}

/** Changes the configuration of an agent. Fields that are not sent stay; of the others only `policies` is stored. */
export async function putConfig(storage: Storage, agent: AskedAgent, body: unknown): Promise<Reply> {
  const found = findAgent(await storage.read(), agent)
  if (found === null) return noAgent(agent)
  const policies = isFields(body) ? (body.policies ?? null) : undefined
  if (policies === undefined) return failure(400, 'the body is not a JSON object')
  if (policies !== null && !isTexts(policies)) return failure(400, 'policies must be a list of strings')
  return storage.change((draft) => {
    const others = draft.bindings.filter((binding) => agentText(binding.agent) !== agentText(found))
    if (policies !== null)
      draft.bindings = [...others, ...policies.map((policy) => ({ policy, agent: found }))]
    return { hasChanged: policies !== null, result: ok(configOf(draft.bindings, found)) }
  })
}

export async function listConnectors(storage: Storage): Promise<Reply> {
  return ok((await storage.read()).connectors)
}

const DEFAULTS = {
  default_delivery_mode: 'first_success',
  default_fallback_to_ui: true,
  default_timeout_seconds: 10,
  min_timeout_seconds: 1,
  max_timeout_seconds: 120,
}

export async function connectorDefaults(storage: Storage): Promise<Reply> {
  return ok({ ...DEFAULTS, ...(await storage.read()).connectorDefaults })
}

/** Lists approval requests in the order of the data file; the emulator creates none. */
export async function listApprovalRequests(storage: Storage): Promise<Reply> {
  return ok((await storage.read()).approvalRequests)
}

export interface AskedAgent {
  readonly name: string
  /** Namespace of the request; null: any. */
  readonly scope: string | null
}

/** Without a namespace the default one comes first. */
function findAgent({ agents }: EmulatedWorkspace, { name, scope }: AskedAgent): AgentName | null {
  const called = agents.filter((agent) => agent.name === name)
  const wanted = scope ?? DEFAULT_NAMESPACE
  const found = called.find(({ namespace }) => namespace === wanted)
  return found ?? (scope === null ? (called[0] ?? null) : null)
}

function configOf(bindings: readonly AgentBinding[], agent: AgentName): Fields {
  const own = bindings.filter((binding) => agentText(binding.agent) === agentText(agent))
  const policies = [...new Set(own.map(({ policy }) => policy))].sort()
  return {
    agent_name: agent.name,
    namespace: agent.namespace,
    image: `registry.invalid/${agent.name}:1`,
    ...(policies.length === 0 ? {} : { policies }),
  }
}

function noAgent({ name }: AskedAgent): Reply {
  return failure(404, `agent '${name}' not found`)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
