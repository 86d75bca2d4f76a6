/** The calls of the documented API, over a storage. */
import { withoutEmpties } from '../policy/without-empties.ts'
import { checkPolicy } from './check-policy.ts'
import { type Quirks, shown, stored } from './quirks.ts'
import { readEnglish } from './read-english.ts'
import type { Readying } from './readying.ts'
import { failure, type Reply } from './reply.ts'
import type { Change, Storage } from './storage.ts'
import type { StoredPolicy, Workspace } from './workspace.ts'

/** One call, taken apart. */
export interface ApiCall {
  readonly method: string
  /** Segments after the base, decoded. */
  readonly segments: readonly string[]
  /** null where there is none, undefined where it is no JSON. */
  readonly body: unknown
}

export interface Api {
  readonly storage: Storage
  readonly quirks: Quirks
  readonly readying: Readying
}

type Handler = (api: Api, body: unknown, name: string) => Promise<Reply> | Reply
type Methods = Readonly<Record<string, Handler>>

const COLLECTION: Methods = { GET: list, POST: create }
const POLICY: Methods = { GET: get, PUT: replace, DELETE: remove }
const TRANSLATE: Methods = { POST: translate }
const NEIGHBOURS: Readonly<Record<string, Methods>> = {
  tools: { GET: async ({ storage }) => ok((await storage.read()).tools) },
  'approval-connectors': { GET: async ({ storage }) => ok((await storage.read()).connectors) },
  agents: { GET: async ({ storage }) => ok((await storage.read()).agents) },
}

export async function answer(api: Api, { method, segments, body }: ApiCall): Promise<Reply> {
  const methods = methodsAt(segments)
  if (methods === null) return failure(404, 'not found')
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler === undefined)
    return failure(405, 'method not allowed', { allow: Object.keys(methods).join(', ') })
  if (body === undefined) return failure(400, 'invalid JSON')
  return handler(api, body, segments[1] ?? '')
}

function methodsAt(segments: readonly string[]): Methods | null {
  const [resource = '', name, ...rest] = segments
  if (rest.length > 0 || name === '') return null
  if (resource === 'policies')
    return name === undefined ? COLLECTION : name === 'translate' ? TRANSLATE : POLICY
  return name === undefined && Object.hasOwn(NEIGHBOURS, resource) ? (NEIGHBOURS[resource] ?? null) : null
}

async function list({ storage, quirks, readying }: Api): Promise<Reply> {
  readying.looked()
  const workspace = await storage.read()
  const names = [...workspace.policies.keys()].sort()
  return ok(names.map((name) => view(workspace, name, { quirks, readying, hasUsage: !quirks.hidesUsage })))
}

async function get({ storage, quirks, readying }: Api, _body: unknown, name: string): Promise<Reply> {
  const workspace = await storage.read()
  if (!workspace.policies.has(name)) return missing(name)
  return ok(view(workspace, name, { quirks, readying, hasUsage: true }))
}

async function create(api: Api, body: unknown): Promise<Reply> {
  const checked = checkPolicy(body, null)
  if ('error' in checked) return failure(400, checked.error)
  const { name, spec } = checked.policy
  return write(api, name, (policies) => {
    if (policies.has(name)) return kept(failure(409, `policy '${name}' already exists`))
    policies.set(name, { namespace: 'default', spec: stored(withoutEmpties(spec), api.quirks) })
    return { hasChanged: true, result: 201 }
  })
}

async function replace(api: Api, body: unknown, path: string): Promise<Reply> {
  const checked = checkPolicy(body, path)
  if ('error' in checked) return failure(400, checked.error)
  const { name, spec } = checked.policy
  return write(api, name, (policies) => {
    const old = policies.get(name)
    if (old === undefined) return kept(missing(name))
    policies.set(name, { ...old, spec: stored(withoutEmpties(spec), api.quirks) })
    return { hasChanged: true, result: 200 }
  })
}

async function remove({ storage }: Api, _body: unknown, name: string): Promise<Reply> {
  return storage.change((policies) => {
    if (!policies.delete(name)) return kept(missing(name))
    return { hasChanged: true, result: ok({ status: 'deleted' }) }
  })
}

/** A change whose answer shows the policy as it is afterwards, with the status that the change gives. */
async function write(
  { storage, quirks, readying }: Api,
  name: string,
  change: Change<Reply | number>,
): Promise<Reply> {
  const { users } = await storage.read()
  return storage.change((policies) => {
    const { hasChanged, result } = change(policies)
    if (typeof result !== 'number') return { hasChanged, result }
    readying.wrote(name)
    const body = view({ policies, users }, name, { quirks, readying, hasUsage: true })
    return { hasChanged, result: { status: result, body } }
  })
}

function translate(_api: Api, body: unknown): Reply {
  const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : null
  if (typeof text !== 'string' || text.trim() === '') return failure(400, 'text is required')
  return ok({ rules: readEnglish(text) })
}

/** The keys in the order of the documented example; what is empty is left out, as the vendor's Go server does. */
function view(
  { policies, users }: { policies: ReadonlyMap<string, StoredPolicy>; users: Workspace['users'] },
  name: string,
  { quirks, readying, hasUsage }: Pick<Api, 'quirks' | 'readying'> & { hasUsage: boolean },
): unknown {
  const policy = policies.get(name)
  const usage = hasUsage ? users.get(name) : undefined
  return {
    name,
    namespace: policy?.namespace,
    spec: policy === undefined ? undefined : shown(policy.spec, quirks),
    status: readying.statusOf(name),
    ...(usage === undefined ? {} : { used_by: usage }),
    ...(quirks.addsFields ? { id: `pol_${name}`, createdAt: '2026-01-01T00:00:00Z' } : {}),
  }
}

function ok(body: unknown): Reply {
  return { status: 200, body }
}

function missing(name: string): Reply {
  return failure(404, `policy '${name}' not found`)
}

function kept<T>(result: T): { readonly hasChanged: boolean; readonly result: T } {
  return { hasChanged: false, result }
}
