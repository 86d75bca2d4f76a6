/**
 * Lists the units to sweep: agents with a changed policy or binding, grouped by equal
 * sets of policies, and changed policies without a known agent.
 */
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type PolicyOnSides, policyOnSides } from '../model/policy-on-sides.ts'

export interface ComparisonUnit {
  /** Agents with the same policies on both sides; [] for a policy that is bound to no known agent. */
  readonly agents: readonly string[]
  /** Sorted by name. */
  readonly policies: readonly PolicyOnSides[]
}

export function comparisonUnits(before: AccessSide, after: AccessSide): readonly ComparisonUnit[] {
  const changed = changedPolicies(before, after)
  const pairs = new Pairs(before, after, changed)
  // The changed policies that an agent is bound to.
  const bound = new Set<string>()
  const groups = new Map<string, { agents: string[]; names: BoundNames }>()
  for (const agent of agentsOf(before, after)) {
    if (isUntouched(agent, { before, after, changed })) continue
    const names = boundNames(agent, before, after)
    if (!isTouched(names, changed)) continue
    for (const name of [...names.before, ...names.after]) bound.add(name)
    const key = keyOf(names)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { agents: [agent], names })
    else group.agents.push(agent)
  }
  const unbound = [...changed].filter((name) => !bound.has(name)).sort()
  return [
    ...[...groups.values()].map(({ agents, names }) => ({ agents, policies: pairs.of(names) })),
    ...unbound.map((name) => ({ agents: [], policies: pairs.of({ before: [name], after: [name] }) })),
  ]
}

interface Sides {
  readonly before: AccessSide
  readonly after: AccessSide
  readonly changed: ReadonlySet<string>
}

/** Tells whether an agent has the same list on both sides, without a changed policy, as nearly every agent has. */
function isUntouched(agent: string, { before, after, changed }: Sides): boolean {
  const names = before.bindings.get(agent)
  return (
    names !== undefined && names === after.bindings.get(agent) && !names.some((name) => changed.has(name))
  )
}

interface BoundNames {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Names of policies whose specs are not plainly equal. A spec that only looks different costs a sweep that finds nothing. */
function changedPolicies(before: AccessSide, after: AccessSide): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const [name, spec] of before.policies)
    if (!isPlainlyEqual(spec, after.policies.get(name))) changed.add(name)
  for (const name of after.policies.keys()) if (!before.policies.has(name)) changed.add(name)
  return changed
}

function agentsOf(before: AccessSide, after: AccessSide): readonly string[] {
  return [...new Set([...before.bindings.keys(), ...after.bindings.keys()])].sort()
}

function boundNames(agent: string, before: AccessSide, after: AccessSide): BoundNames {
  const [was, is] = [existing(before, agent), existing(after, agent)]
  return isSameList(was, is) ? { before: is, after: is } : { before: was, after: is }
}

/** The policies of an agent that exist; a binding to another one adds no vote. */
function existing(side: AccessSide, agent: string): readonly string[] {
  const names = (side.bindings.get(agent) ?? []).filter((name) => side.policies.has(name))
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  return isSorted ? names : [...new Set(names)].sort()
}

function isTouched({ before, after }: BoundNames, changed: ReadonlySet<string>): boolean {
  return !isSameList(before, after) || before.some((name) => changed.has(name))
}

/** A key of the names on both sides. Usually the lists are equal, and written once. */
function keyOf({ before, after }: BoundNames): string {
  return JSON.stringify(before === after ? before : [before, after])
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]))
}

/** Policies on both sides; each pair is prepared once for all agents. */
class Pairs {
  readonly #onOneSide = new Map<string, PolicyOnSides>()
  /** Policies that are bound on both sides, as nearly all are. */
  readonly #onBothSides = new Map<string, PolicyOnSides>()
  readonly #before: AccessSide
  readonly #after: AccessSide
  readonly #changed: ReadonlySet<string>

  constructor(before: AccessSide, after: AccessSide, changed: ReadonlySet<string>) {
    this.#before = before
    this.#after = after
    this.#changed = changed
  }

  of({ before, after }: BoundNames): readonly PolicyOnSides[] {
    if (isSameList(before, after)) return before.map((name) => this.#onBoth(name))
    const [isBefore, isAfter] = [new Set(before), new Set(after)]
    return [...new Set([...before, ...after])]
      .sort()
      .map((name) =>
        isBefore.has(name) && isAfter.has(name) ? this.#onBoth(name) : this.#onOne(name, isBefore.has(name)),
      )
  }

  #onBoth(name: string): PolicyOnSides {
    const found = this.#onBothSides.get(name)
    if (found !== undefined) return found
    const after = this.#after.policies.get(name) ?? null
    const before = this.#changed.has(name) ? (this.#before.policies.get(name) ?? null) : after
    const pair = policyOnSides(name, before, after)
    this.#onBothSides.set(name, pair)
    return pair
  }

  #onOne(name: string, isBefore: boolean): PolicyOnSides {
    const key = `${isBefore ? '-' : '+'}${name}`
    const found = this.#onOneSide.get(key)
    if (found !== undefined) return found
    const spec = (isBefore ? this.#before : this.#after).policies.get(name) ?? null
    const pair = isBefore ? policyOnSides(name, spec, null) : policyOnSides(name, null, spec)
    this.#onOneSide.set(key, pair)
    return pair
  }
}
