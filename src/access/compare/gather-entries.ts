/** Collects the rules and routes that matter in a part of the URL space, reduced to atoms. */
import type { Permission } from '../../policy/policy.ts'
import { type KeyHashes, mayHaveOrigin, originHash } from '../model/key-hashes.ts'
import type { Pattern } from '../model/pattern.ts'
import { encloses } from '../model/pattern-order.ts'
import type { Part, PolicyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, type Selector, textsOf } from '../model/reading.ts'
import { routeTaken } from '../model/route-taken.ts'
import { selectorsOf } from '../model/selectors.ts'
import type { Atom, RouteAtom, RuleAtom } from './atom.ts'
import { compilePolicy, rulesTouching } from './compiled-policy.ts'

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
  const places = within.map((pattern): Place => ({ pattern, origin: originHash(pattern.key) }))
  return policies.flatMap(({ name, parts }, policy) => {
    const rules = parts.flatMap((part) => ruleEntries(part, places, (...of) => atoms.rule(policy, ...of)))
    const asks = rules.some(({ atom }) => atom.kind === 'rule' && atom.permission === 'approval_required')
    if (!asks) return rules
    return [...rules, ...parts.flatMap((part) => routeEntries(part, within, { atoms, policy, name }))]
  })
}

const NONE: readonly SweepEntry[] = []
const NOWHERE: readonly Place[] = []

interface Place {
  readonly pattern: Pattern
  readonly origin: number | null
}

function ruleEntries(
  { spec, ruleSides }: Part,
  places: readonly Place[],
  atomOf: (permission: Permission, selector: Selector) => RuleAtom,
): readonly SweepEntry[] {
  const { hashes, written: rules } = selectorsOf(spec)
  const near = nearPlaces(hashes, places)
  // Nearly every policy ends here.
  if (near.length === 0) return NONE
  const compiled = compilePolicy(spec)
  // Within patterns that exclude each other only what encloses them can be found twice.
  const found = new Set<number>()
  for (const { pattern } of near) for (const rule of rulesTouching(compiled, pattern)) found.add(rule)
  const entries: SweepEntry[] = []
  for (const index of found) {
    const sides = typeof ruleSides === 'number' ? ruleSides : (ruleSides[index] ?? 0)
    const selector = compiled.selectors[index]
    const permission = rules[index]?.permission
    if (sides !== 0 && selector !== undefined && isPermission(permission))
      entries.push({ selector, sides, atom: atomOf(permission, selector) })
  }
  return entries
}

function nearPlaces(hashes: KeyHashes, places: readonly Place[]): readonly Place[] {
  let near: Place[] | null = null
  for (const place of places) {
    if (!mayHaveOrigin(hashes, place.origin)) continue
    near ??= []
    near.push(place)
  }
  return near ?? NOWHERE
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
