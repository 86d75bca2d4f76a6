/** Collects the rules and routes that matter in a part of the URL space, reduced to atoms. */
import type { Permission } from '../../policy/policy.ts'
import { OriginSet, originOfKey } from '../model/origins.ts'
import type { Pattern } from '../model/pattern.ts'
import { byExtent, encloses, firstIndex } from '../model/pattern-order.ts'
import type { Part, PolicyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, type Selector, textsOf } from '../model/reading.ts'
import { routeTaken } from '../model/route-taken.ts'
import { selectorsOf } from '../model/selectors.ts'
import type { Atom, RouteAtom, RuleAtom } from './atom.ts'

/** A rule or route: where it stands, on which sides, and what it says there. */
export interface SweepEntry {
  readonly selector: Selector
  /** Bits BEFORE and AFTER. */
  readonly sides: number
  readonly atom: Atom
}

/** @param within widest patterns, sorted; `policies` sorted by name. */
export function gatherEntries(
  policies: readonly PolicyOnSides[],
  within: readonly Pattern[],
): readonly SweepEntry[] {
  const atoms = new Atoms()
  const places = { within, origins: new OriginSet(within.map(({ key }) => originOfKey(key))) }
  return policies.flatMap(({ name, parts }, policy) => {
    const rules = parts.flatMap((part) => ruleEntries(part, places, (...of) => atoms.rule(policy, ...of)))
    const asks = rules.some(({ atom }) => atom.kind === 'rule' && atom.permission === 'approval_required')
    if (!asks) return rules
    return [...rules, ...parts.flatMap((part) => routeEntries(part, within, { atoms, policy, name }))]
  })
}

const NONE: readonly SweepEntry[] = []

/** The places to look at: patterns, sorted, none within another, and their origins. */
interface Places {
  readonly within: readonly Pattern[]
  readonly origins: OriginSet
}

function ruleEntries(
  { spec, ruleSides }: Part,
  places: Places,
  atomOf: (permission: Permission, selector: Selector) => RuleAtom,
): readonly SweepEntry[] {
  const selectors = selectorsOf(spec)
  const near = places.origins.rulesOf(selectors.origins)
  // Nearly every policy ends here.
  if (near.length === 0) return NONE
  const touching = near.flatMap((rule) => touchOf(rule, selectors.rule(rule), places.within))
  return touching.sort(byPlace).flatMap(({ rule, selector }): readonly SweepEntry[] => {
    const sides = typeof ruleSides === 'number' ? ruleSides : (ruleSides[rule] ?? 0)
    const permission = selectors.written[rule]?.permission
    if (sides === 0 || !isPermission(permission)) return NONE
    return [{ selector, sides, atom: atomOf(permission, selector) }]
  })
}

/** A rule that lies within one of the places, or encloses some. */
interface Touching {
  readonly rule: number
  readonly selector: Selector
  /** Index of the first place that it touches. */
  readonly place: number
  readonly isWider: boolean
}

const NOWHERE: readonly Touching[] = []

/** No place lies within another, so the one that encloses the selector can only be the last before it. */
function touchOf(
  rule: number,
  selector: Selector | undefined,
  within: readonly Pattern[],
): readonly Touching[] {
  if (selector === undefined) return NOWHERE
  const at = firstIndex(within.length, (index) => byExtent(within[index] ?? selector, selector) >= 0)
  const [before, next] = [within[at - 1], within[at]]
  if (before !== undefined && encloses(before, selector))
    return [{ rule, selector, place: at - 1, isWider: false }]
  if (next === undefined || !encloses(selector, next)) return NOWHERE
  return [{ rule, selector, place: at, isWider: byExtent(selector, next) !== 0 }]
}

/** Place by place: first what lies within it, then what encloses it, the nearest first. */
function byPlace(a: Touching, b: Touching): number {
  if (a.place !== b.place) return a.place - b.place
  if (a.isWider !== b.isWider) return Number(a.isWider) - Number(b.isWider)
  const order = byExtent(a.selector, b.selector) || a.rule - b.rule
  return a.isWider ? -order : order
}

function routeEntries(
  { spec, routeSides }: Part,
  within: readonly Pattern[],
  { atoms, policy, name }: { atoms: Atoms; policy: number; name: string },
): readonly SweepEntry[] {
  if (routeSides === 0) return []
  const selectors = selectorsOf(spec).routes
  return routesOf(spec).flatMap((route, index): SweepEntry[] => {
    const selector = selectors[index]
    const touches = (pattern: Pattern): boolean =>
      selector !== undefined && (encloses(selector, pattern) || encloses(pattern, selector))
    if (selector === undefined || !within.some(touches)) return []
    const atom = atoms.route({
      policy,
      tags: selector.tags,
      glob: selector.glob,
      tools: textsOf(route.toolIds),
      capabilities: textsOf(route.capabilities),
      taken: routeTaken(name, index, route),
    })
    return [{ selector, sides: routeSides, atom }]
  })
}

/** Gives equal rules one atom. Only for approvals does it matter whose rule it is. */
class Atoms {
  readonly #rules = new Map<string, RuleAtom>()
  #count = 0

  rule(policy: number, permission: Permission, { tags, glob }: Selector): RuleAtom {
    const owner = permission === 'approval_required' ? policy : -1
    const key =
      tags.length === 0 && glob === null
        ? `${permission} ${owner}`
        : JSON.stringify([permission, owner, tags, glob])
    const known = this.#rules.get(key)
    if (known !== undefined) return known
    const atom: RuleAtom = { kind: 'rule', id: this.#nextId(), permission, policy: owner, tags, glob }
    this.#rules.set(key, atom)
    return atom
  }

  route(route: Omit<RouteAtom, 'id' | 'kind'>): RouteAtom {
    return { kind: 'route', id: this.#nextId(), ...route }
  }

  #nextId(): number {
    this.#count += 1
    return this.#count
  }
}

function isPermission(value: unknown): value is Permission {
  return value === 'allow' || value === 'deny' || value === 'approval_required'
}
