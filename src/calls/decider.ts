/**
 * Decides very many calls by one side: all its rules are in one index, and the
 * rules that match a request are found once for all agents. Its decisions are
 * those of the plain evaluator (access/model/decide.ts), as tests check.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import { decide } from '../access/model/decide.ts'
import { candidates, type KeyHashes, keyHashes } from '../access/model/key-hashes.ts'
import { failedField, type Selector } from '../access/model/reading.ts'
import type { Decision, RouteTaken } from '../access/model/region.ts'
import { selectorsOf } from '../access/model/selectors.ts'
import { PERMISSIONS, type Permission } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'

/** A rule of the side; one object for each, so that it can be counted by. */
export interface SideRule {
  readonly policy: string
  readonly rule: number
  /** Among all rules of the side. */
  readonly number: number
  readonly permission: Permission
  readonly selector: Selector
}

export interface DecidedCall {
  readonly decision: Decision
  /** The rules that decided; empty: none matched. */
  readonly because: readonly SideRule[]
  readonly route: RouteTaken | null
}

/** The rules that match a request, whoever sends it; one object for all requests that the same rules match. */
export interface Matching {
  /** By policy names and rule indexes. */
  readonly rules: readonly SideRule[]
  /** Numbers of their policies, each once. */
  readonly policies: readonly number[]
}

/** The matching of a request that no rule matches, or that is denied whatever policies say. */
export const UNMATCHED: Matching = { rules: [], policies: [] }

/** The number of bits in a set of voters: at most so many policies may match. */
const MOST_BITS = 13

export class Decider {
  readonly rules: readonly SideRule[]
  readonly #access: AccessSide
  readonly #hashes: KeyHashes
  /** Numbers of policies. */
  readonly #policies: ReadonlyMap<string, number>
  /** By agent: 1 for each policy that the agent has, else 0. */
  readonly #bound = new Map<string, Uint8Array>()
  readonly #matchings = new Map<string, Matching>()
  #routes = new Map<Request, Map<string, RouteTaken | null>>()

  constructor(access: AccessSide) {
    const names = [...access.policies.keys()].sort()
    const rules = names.flatMap((policy) => rulesIn(access, policy))
    this.rules = rules.map((rule, number) => ({ ...rule, number }))
    this.#policies = new Map(names.map((name, number) => [name, number]))
    this.#hashes = keyHashes(this.rules.map(({ selector }) => selector))
    this.#access = access
  }

  /**
   * @param request its method in upper case, its URL in normal form.
   * @param starts `hashesOfStarts` of the URL.
   */
  matching(request: Request, starts: Int32Array): Matching {
    const rules: SideRule[] = []
    for (const index of candidates(this.#hashes, starts)) {
      const rule = this.rules[index]
      if (rule !== undefined && failedField(rule.selector, request) === null) rules.push(rule)
    }
    if (rules.length === 0) return UNMATCHED
    const key = rules.map(({ number }) => number).join()
    const known = this.#matchings.get(key)
    if (known !== undefined) return known
    const policies = new Set(rules.map(({ policy }) => this.#policies.get(policy) ?? 0))
    const matching = { rules, policies: [...policies] }
    this.#matchings.set(key, matching)
    return matching
  }

  /**
   * Returns the matching policies that the agent has, as bits below 2 ** 13. Agents with
   * the same bits get the same decision. null: more than 13 policies match.
   */
  votersOf({ policies }: Matching, agent: string): number | null {
    if (policies.length > MOST_BITS) return null
    if (policies.length === 0) return 0
    const bound = this.#boundTo(agent)
    let voters = 0
    for (const policy of policies) voters = voters * 2 + (bound[policy] ?? 0)
    return voters
  }

  /** @param agent `namespace/name`; one that is not bound to anything is denied. */
  decide({ rules }: Matching, request: Request, agent: string): DecidedCall {
    const bound = this.#boundTo(agent)
    const own = rules.filter(({ policy }) => bound[this.#policies.get(policy) ?? -1] === 1)
    const decision = PERMISSIONS.find((permission) => own.some((rule) => rule.permission === permission))
    if (decision === undefined) return NOBODY_SPOKE
    const because = own.filter(({ permission }) => permission === decision)
    const [first] = because
    const isAsked = decision === 'approval_required' && first !== undefined
    return { decision, because, route: isAsked ? this.#route(first.policy, request) : null }
  }

  /** Empties the caches. */
  forget(): void {
    this.#routes = new Map()
    this.#matchings.clear()
  }

  /** Picks the route of the first policy that asks for approval. No deny matched, otherwise approval would not be the decision. */
  #route(policy: string, request: Request): RouteTaken | null {
    const routes = this.#routes.get(request) ?? new Map<string, RouteTaken | null>()
    this.#routes.set(request, routes)
    const found = routes.get(policy)
    if (found !== undefined) return found
    const spec = this.#access.policies.get(policy)
    const route = spec === undefined ? null : decide(request, [{ name: policy, spec }]).route
    routes.set(policy, route)
    return route
  }

  #boundTo(agent: string): Uint8Array {
    const found = this.#bound.get(agent)
    if (found !== undefined) return found
    const bound = new Uint8Array(this.#policies.size)
    for (const policy of this.#access.bindings.get(agent) ?? []) {
      const number = this.#policies.get(policy)
      if (number !== undefined) bound[number] = 1
    }
    this.#bound.set(agent, bound)
    return bound
  }
}

const NOBODY_SPOKE: DecidedCall = { decision: 'deny', because: [], route: null }

function rulesIn({ policies }: AccessSide, policy: string): readonly Omit<SideRule, 'number'>[] {
  const spec = policies.get(policy)
  if (spec === undefined) return []
  const { written, rules } = selectorsOf(spec)
  return written.flatMap(({ permission }, rule) => {
    const selector = rules[rule]
    return selector === undefined ? [] : [{ policy, rule, permission, selector }]
  })
}
