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

/** A rule or route: its pattern, its sides, and its atom. */
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
  const entries: SweepEntry[] = []
  for (const [policy, { name, parts }] of policies.entries()) {
    let asks = false
    for (const part of parts)
      for (const { selector, permission, sides } of touchingRules(part, places)) {
        entries.push({ selector, sides, atom: atoms.rule(policy, permission, selector) })
        asks ||= permission === 'approval_required'
      }
    if (!asks) continue
    for (const part of parts)
      for (const entry of routeEntries(part, within, { atoms, policy, name })) entries.push(entry)
  }
  return entries
}

/** The parts of the URL space to analyse: sorted patterns, none within another, and their origins. */
interface Places {
  readonly within: readonly Pattern[]
  readonly origins: OriginSet
}

/** A rule that is within one of the places, or encloses some. */
interface Touching {
  readonly rule: number
  readonly selector: Selector
  readonly permission: Permission
  /** Bits BEFORE and AFTER. */
  readonly sides: number
  /** Index of the first place that it touches. */
  readonly place: number
  readonly isWider: boolean
}

const NOTHING: readonly Touching[] = []

function touchingRules({ spec, ruleSides }: Part, { within, origins }: Places): readonly Touching[] {
  const selectors = selectorsOf(spec)
  const near = origins.rulesOf(selectors.origins)
  // Nearly every policy ends here.
  if (near.length === 0) return NOTHING
  const found: Touching[] = []
  for (const rule of near) {
    const sides = typeof ruleSides === 'number' ? ruleSides : (ruleSides[rule] ?? 0)
    const permission = selectors.written[rule]?.permission
    if (sides === 0 || !isPermission(permission)) continue
    const selector = selectors.rule(rule)
    const place = selector === undefined ? -1 : placeOf(selector, within)
    if (selector === undefined || place < 0) continue
    const isWider = !encloses(within[place] ?? selector, selector)
    found.push({ rule, selector, permission, sides, place, isWider })
  }
  return found.length > 1 ? found.sort(byPlace) : found
}

/**
 * Index of the first place that the selector lies within or encloses; -1: there is none. No place
 * lies within another, so the one that encloses it can only be the last before it, or its equal.
 */
function placeOf(selector: Selector, within: readonly Pattern[]): number {
  const at = firstIndex(within.length, (index) => byExtent(within[index] ?? selector, selector) >= 0)
  const [before, next] = [within[at - 1], within[at]]
  if (before !== undefined && encloses(before, selector)) return at - 1
  return next !== undefined && encloses(selector, next) ? at : -1
}

/** Sorts by place: first the rules within it, then those that enclose it, the nearest first. */
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

/** Gives equal rules one atom. The policy of a rule matters for approvals only, since it has the route. */
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
