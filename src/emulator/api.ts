/** Finds the documented call for a request, in either contract. */
import type { Api, ApiCall } from './api-call.ts'
import {
  connectorDefaults,
  getConfig,
  listAgents,
  listApprovalRequests,
  listConnectors,
  listTools,
  putConfig,
} from './neighbours-api.ts'
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  replacePolicy,
  translate,
} from './policies-api.ts'
import { failure, type Reply } from './reply.ts'

/** @param name the part of the path at the place of `*`. */
type Handler = (api: Api, call: ApiCall, name: string) => Promise<Reply> | Reply
type Methods = Readonly<Record<string, Handler>>

const CONNECTORS: Methods = { GET: ({ storage }) => listConnectors(storage) }
const DEFAULTS: Methods = { GET: ({ storage }) => connectorDefaults(storage) }

const COMMON: Readonly<Record<string, Methods>> = {
  policies: { GET: listPolicies, POST: createPolicy },
  'policies/translate': { POST: translate },
  'policies/*': { GET: getPolicy, PUT: replacePolicy, DELETE: deletePolicy },
  'governance/requests': { GET: ({ storage }) => listApprovalRequests(storage) },
  tools: { GET: ({ storage }) => listTools(storage) },
  agents: { GET: ({ storage }, { scope }) => listAgents(storage, scope) },
  'agents/*/config': {
    GET: ({ storage }, { scope }, name) => getConfig(storage, { name, scope }),
    PUT: ({ storage }, { scope, body }, name) => putConfig(storage, { name, scope }, body),
  },
}
const PATHS: Readonly<Record<ApiCall['contract'], typeof COMMON>> = {
  classic: {
    ...COMMON,
    'settings/approval-connectors': CONNECTORS,
    'settings/approval-connectors/defaults': DEFAULTS,
  },
  v1: { ...COMMON, 'approval-connectors': CONNECTORS, 'approval-connectors/defaults': DEFAULTS },
}

export async function answerRequest(api: Api, call: ApiCall): Promise<Reply> {
  const { segments, contract, method, body } = call
  const methods = methodsAt(segments, PATHS[contract])
  if (methods === null) return failure(404, 'not found')
  if (resourcesOf(segments).some((resource) => api.quirks.hidden.includes(resource)))
    return failure(403, 'this key may not read it')
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler === undefined)
    return failure(405, 'method not allowed', { allow: Object.keys(methods).join(', ') })
  if (body === undefined) return failure(400, 'invalid JSON')
  return handler(api, call, segments[1] ?? '')
}

/** Returns the resources of a path without its names: `agents` and `config` of `agents/NAME/config`. */
function resourcesOf([first = '', second = '', third = '']: readonly string[]): readonly string[] {
  return first === 'settings' ? [second] : [first, third]
}

function methodsAt(segments: readonly string[], paths: typeof COMMON): Methods | null {
  if (segments.includes('')) return null
  const literal = segments.join('/')
  const [resource, , ...rest] = segments
  const named = segments.length > 1 ? [resource, '*', ...rest].join('/') : literal
  const path = [literal, named].find((one) => Object.hasOwn(paths, one))
  return path === undefined ? null : (paths[path] ?? null)
}
