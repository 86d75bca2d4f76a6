/** Answers the calls of the Policies API from a storage. */
import { DEFAULT_NAMESPACE } from '../policy/binding.ts'
import type { Api, ApiCall } from './api-call.ts'
import { checkPolicy } from './check-policy.ts'
import { omitEmpties } from './omit-empties.ts'
import { shown, stored } from './quirks.ts'
import { readEnglish } from './read-english.ts'
import { failure, ok, type Reply } from './reply.ts'
import { type AgentBinding, type EmulatedWorkspace, policyKey, type StoredPolicy } from './workspace.ts'

type Policies = EmulatedWorkspace['policies']

/** A header with the words that became no rule: a list of texts as percent-encoded JSON. */
const NOT_UNDERSTOOD = 'x-policyctl-not-understood'
/** Limits, so that every client accepts the header. */
const MOST_PARTS = 20
const LONGEST_PART = 100

export async function listPolicies(api: Api, { scope }: ApiCall): Promise<Reply> {
  api.readying.looked()
  const workspace = await api.storage.read()
  const policies = inScope(workspace.policies, scope)
  return ok(policies.map((policy) => view(api, policy, api.quirks.hidesUsage ? null : usageIn(workspace))))
}

export async function getPolicy(api: Api, { scope }: ApiCall, name: string): Promise<Reply> {
  const workspace = await api.storage.read()
  const policy = find(workspace.policies, name, scope)
  return policy === null ? missing(name) : ok(view(api, policy, usageIn(workspace)))
}

export async function createPolicy(api: Api, { body, scope }: ApiCall): Promise<Reply> {
  const checked = checkPolicy(body, null)
  if ('error' in checked) return failure(400, checked.error)
  const { name, spec } = checked.policy
  const policy = { name, namespace: scope ?? DEFAULT_NAMESPACE, spec: kept(api, spec) }
  const { usage } = await api.storage.read()
  return api.storage.change(({ policies, bindings }) => {
    if (find(policies, name, scope) !== null)
      return unchanged(failure(409, `policy '${name}' already exists`))
    return written(api, policies, { policy, bindings: usage ?? bindings, status: 201 })
  })
}

export async function replacePolicy(api: Api, { body, scope }: ApiCall, path: string): Promise<Reply> {
  const checked = checkPolicy(body, path)
  if ('error' in checked) return failure(400, checked.error)
  const { name, spec } = checked.policy
  const { usage } = await api.storage.read()
  return api.storage.change(({ policies, bindings }) => {
    const old = find(policies, name, scope)
    if (old === null) return unchanged(missing(name))
    const policy = { ...old, spec: kept(api, spec) }
    return written(api, policies, { policy, bindings: usage ?? bindings, status: 200 })
  })
}

export async function deletePolicy({ storage }: Api, { scope }: ApiCall, name: string): Promise<Reply> {
  return storage.change(({ policies }) => {
    const old = find(policies, name, scope)
    if (old === null) return unchanged(missing(name))
    policies.delete(policyKey(old))
    return { hasChanged: true, result: ok({ status: 'deleted' }) }
  })
}

export function translate(_api: Api, { body }: ApiCall): Reply {
  const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : null
  if (typeof text !== 'string' || text.trim() === '') return failure(400, 'text is required')
  const { rules, notUnderstood } = readEnglish(text)
  return { ...ok({ rules }), headers: notUnderstoodHeaders(notUnderstood) }
}

/** A header, since the API documents the body. It is absent if every word was understood. */
function notUnderstoodHeaders(parts: readonly string[]): Record<string, string> {
  if (parts.length === 0) return {}
  const named = parts.slice(0, MOST_PARTS).map((part) => part.slice(0, LONGEST_PART))
  const more = parts.length > MOST_PARTS ? [`and ${parts.length - MOST_PARTS} more`] : []
  return { [NOT_UNDERSTOOD]: encodeURIComponent(JSON.stringify([...named, ...more])) }
}

/** Returns the spec as it is stored: unknown fields are kept. */
function kept({ quirks }: Api, spec: StoredPolicy['spec']): StoredPolicy['spec'] {
  return stored(omitEmpties(spec, quirks), quirks)
}

/** Selects policies, sorted by name. Without a namespace all are selected; if two have the same name, that of the default namespace. */
function inScope(policies: Policies, scope: string | null): readonly StoredPolicy[] {
  const seen = [...policies.values()].filter(({ namespace }) => scope === null || namespace === scope)
  const byName = new Map<string, StoredPolicy>()
  for (const policy of seen)
    if (!byName.has(policy.name) || policy.namespace === DEFAULT_NAMESPACE) byName.set(policy.name, policy)
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function find(policies: Policies, name: string, scope: string | null): StoredPolicy | null {
  const known = policies.get(policyKey({ name, namespace: scope ?? DEFAULT_NAMESPACE }))
  if (known !== undefined || scope !== null) return known ?? null
  return [...policies.values()].find((policy) => policy.name === name) ?? null
}

function usageIn({ usage, bindings }: EmulatedWorkspace): readonly AgentBinding[] {
  return usage ?? bindings
}

interface Written {
  readonly policy: StoredPolicy
  readonly bindings: readonly AgentBinding[]
  readonly status: number
}

/** Answers a write with the policy after it. */
function written(
  api: Api,
  policies: Map<string, StoredPolicy>,
  { policy, bindings, status }: Written,
): { readonly hasChanged: true; readonly result: Reply } {
  policies.set(policyKey(policy), policy)
  api.readying.wrote(policy.name)
  return { hasChanged: true, result: { status, body: view(api, policy, bindings) } }
}

/**
 * Shows a policy with its keys in the order of the documented example. Empty fields
 * are left out, as the vendor's Go server does.
 *
 * @param usage null: it is not shown.
 */
function view(
  { quirks, readying }: Api,
  policy: StoredPolicy,
  usage: readonly AgentBinding[] | null,
): unknown {
  const { name, namespace, spec } = policy
  const users = (usage ?? []).filter((binding) => binding.policy === name).map(({ agent }) => agent)
  return {
    name,
    namespace,
    spec: shown(spec, quirks),
    status: readying.statusOf(name),
    ...(users.length === 0 ? {} : { used_by: users }),
    ...(quirks.addsFields ? { id: `pol_${name}`, createdAt: '2026-01-01T00:00:00Z' } : {}),
  }
}

function missing(name: string): Reply {
  return failure(404, `policy '${name}' not found`)
}

function unchanged<T>(result: T): { readonly hasChanged: boolean; readonly result: T } {
  return { hasChanged: false, result }
}
