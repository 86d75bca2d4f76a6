/** A workspace in memory behind the port, for scripts of faults: what fails when, and what others do meanwhile. */
import { type FailureKind, StoreFailure } from '../../../src/diagnostic/store-failure.ts'
import type { LivePolicy, Readiness } from '../../../src/policy/live-policy.ts'
import type { Policy, Spec } from '../../../src/policy/policy.ts'
import type { PolicyStore } from '../../../src/store/policy-store.ts'
import { odd } from '../builders/specs.ts'

type Operation = 'list' | 'get' | 'create' | 'replace' | 'delete'

export interface Call {
  readonly operation: Operation
  readonly name: string
  /** How often this operation was called for this policy, from 1. */
  readonly count: number
}

export interface FakeStoreOptions {
  readonly policies?: Readonly<Record<string, Spec>>
  readonly usedBy?: Readonly<Record<string, readonly string[]>>
  /** A StoreFailure is thrown instead of doing it; a promise is waited for. */
  readonly before?: (call: Call, world: Map<string, Spec>) => unknown
  /** A StoreFailure is thrown after doing it: the answer is lost. */
  readonly after?: (call: Call, world: Map<string, Spec>) => unknown
  /** What the server stores of a spec. */
  readonly stores?: (spec: Spec) => Spec
  /** What its nth list shows of the world; default: all of it. */
  readonly lists?: (world: ReadonlyMap<string, Spec>, looks: number) => Iterable<readonly [string, Spec]>
  /** Why its nth list shows a policy in a form that cannot be read. Default, and null: it can be read. */
  readonly faults?: (name: string, looks: number) => string | null
  /** What it says of a policy in its nth list. */
  readonly readiness?: (name: string, looks: number) => Readiness
  /** What it answers of what it stores. */
  readonly answers?: (sent: Spec, stored: Spec) => Spec
}

interface FakeStore extends PolicyStore {
  readonly world: Map<string, Spec>
  /** 'get p', 'create p', 'list', in order. */
  readonly calls: string[]
}

export function failure(
  kind: FailureKind,
  status: number | null = null,
  retryAfter: number | null = null,
): StoreFailure {
  const code = status === 401 ? 'unauthorized' : kind === 'throttled' ? 'throttled' : 'server-error'
  return new StoreFailure(code, {
    kind,
    status,
    retryAfter,
    message: `answered ${status ?? 'nothing'}`,
    hint: '-',
  })
}

export function fakeStore(options: FakeStoreOptions = {}): FakeStore {
  const { policies = {}, usedBy = {}, stores = (spec) => spec, answers = (_sent, stored) => stored } = options
  const { lists = (all) => all } = options
  let looks = 0
  const world = new Map(Object.entries(policies))
  const calls: string[] = []
  const show = (name: string, spec: Spec): LivePolicy => ({
    name,
    spec,
    usedBy: usedBy[name] ?? [],
    ...(options.readiness === undefined ? {} : { readiness: options.readiness(name, looks) }),
  })
  const listed = (name: string, spec: Spec): LivePolicy => {
    const fault = options.faults?.(name, looks) ?? null
    return fault === null ? show(name, spec) : { ...show(name, odd({ policies: [] })), fault }
  }
  const call = async <Result>(operation: Operation, name: string, work: () => Result): Promise<Result> => {
    calls.push(name === '' ? operation : `${operation} ${name}`)
    const count = calls.filter((one) => one === calls.at(-1)).length
    const refused = await options.before?.({ operation, name, count }, world)
    if (refused instanceof StoreFailure) throw refused
    const result = work()
    const lost = options.after?.({ operation, name, count }, world)
    if (lost instanceof StoreFailure) throw lost
    return result
  }
  const put = ({ name, spec }: Policy, mustExist: boolean): LivePolicy => {
    if (world.has(name) !== mustExist) throw failure('refused', mustExist ? 404 : 409)
    const stored = stores(spec)
    world.set(name, stored)
    return show(name, answers(spec, stored))
  }
  return {
    endpoint: 'http://127.0.0.1/api',
    contract: 'classic',
    namespace: null,
    world,
    calls,
    list: () =>
      call('list', '', () => {
        looks += 1
        return [...lists(world, looks)].map(([name, spec]) => listed(name, spec))
      }),
    get: (name) =>
      call('get', name, () => {
        const spec = world.get(name)
        return spec === undefined ? null : show(name, spec)
      }),
    create: (policy) => call('create', policy.name, () => put(policy, false)),
    replace: (policy) => call('replace', policy.name, () => put(policy, true)),
    delete: (name) =>
      call('delete', name, () => {
        if (!world.delete(name)) throw failure('refused', 404)
      }),
    translate: async () => ({ rules: [], notUnderstood: [] }),
    tools: async () => null,
    connectors: async () => null,
    agents: async () => null,
    agentPolicies: async () => null,
    approvalRequests: async () => [],
    get requests() {
      return calls.length
    },
    close: async () => {},
  }
}
