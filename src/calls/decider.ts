/**
 * One side, made ready to decide very many calls: all its rules under one
 * index, and what matches a request found once, whoever sends it. It says what
 * the plain evaluator says (access/model/decide.ts), which tests hold it to.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import { decide } from '../access/model/decide.ts'
import { candidates, hashesOfStarts, type KeyHashes, keyHashes } from '../access/model/key-hashes.ts'
import { failedField, normaliseRequest, type Selector } from '../access/model/reading.ts'
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
  /** The rules that decided; empty where none matched. */
  readonly because: readonly SideRule[]
  readonly route: RouteTaken | null
}

/** Rules that match a request, by policy names and rule indexes, and the routes that were found for it. */
export interface Matching {
  readonly request: Request
  readonly rules: readonly SideRule[]
  readonly routes: Map<string, RouteTaken | null>
}

export class Decider {
  readonly rules: readonly SideRule[]
  readonly #access: AccessSide
  readonly #hashes: KeyHashes
  /** By agent: names of its policies. */
  readonly #bound = new Map<string, ReadonlySet<string>>()

  constructor(access: AccessSide) {
    const names = [...access.policies.keys()].sort()
    const rules = names.flatMap((policy) => rulesIn(access, policy))
    this.rules = rules.map((rule, number) => ({ ...rule, number }))
    this.#hashes = keyHashes(this.rules.map(({ selector }) => selector))
    this.#access = access
  }

  /** @param request its URL in normal form. */
  matching(request: Request): Matching {
    const normal = normaliseRequest(request)
    const rules = candidates(this.#hashes, hashesOfStarts(normal.url)).flatMap((index) => {
      const rule = this.rules[index]
      return rule !== undefined && failedField(rule.selector, normal) === null ? [rule] : []
    })
    return { request, rules, routes: new Map() }
  }

  /** @param agent `namespace/name`; one that is not bound to anything is denied. */
  decide({ request, rules, routes }: Matching, agent: string): DecidedCall {
    const bound = this.#boundTo(agent)
    const own = rules.filter(({ policy }) => bound.has(policy))
    const decision = PERMISSIONS.find((permission) => own.some((rule) => rule.permission === permission))
    if (decision === undefined) return NOBODY_SPOKE
    const because = own.filter(({ permission }) => permission === decision)
    const [first] = because
    const isAsked = decision === 'approval_required' && first !== undefined
    return { decision, because, route: isAsked ? this.#route(first.policy, request, routes) : null }
  }

  /** Picks the route of the first policy that asks: it denies nothing here, or there would be no approval. */
  #route(policy: string, request: Request, routes: Matching['routes']): RouteTaken | null {
    const found = routes.get(policy)
    if (found !== undefined) return found
    const spec = this.#access.policies.get(policy)
    const route = spec === undefined ? null : decide(request, [{ name: policy, spec }]).route
    routes.set(policy, route)
    return route
  }

  #boundTo(agent: string): ReadonlySet<string> {
    const found = this.#bound.get(agent)
    if (found !== undefined) return found
    const bound = new Set(this.#access.bindings.get(agent) ?? [])
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
