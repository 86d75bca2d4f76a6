/**
 * Lists the units that have to be swept: agents that are bound to something that
 * changed, grouped by equal sets of policies, and changed policies without a
 * known agent.
 */
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type PolicyOnSides, policyOnSides } from '../model/policy-on-sides.ts'

export interface ComparisonUnit {
  /** Agents that all see the same; empty for a policy that is bound to no known agent. */
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
    const names = { before: existing(before, agent), after: existing(after, agent) }
    if (!isTouched(names, changed)) continue
    for (const name of [...names.before, ...names.after]) bound.add(name)
    const key = JSON.stringify([names.before, names.after])
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

/** Nearly every agent, told at little cost: one list on both sides, and nothing of it changed. */
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

/** Names of policies whose specs are not plainly equal: those that only look different cost a sweep that finds nothing. */
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

/** A binding to a policy that does not exist adds no vote. */
function existing(side: AccessSide, agent: string): readonly string[] {
  const names = (side.bindings.get(agent) ?? []).filter((name) => side.policies.has(name))
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  return isSorted ? names : [...new Set(names)].sort()
}

function isTouched({ before, after }: BoundNames, changed: ReadonlySet<string>): boolean {
  const isSameSet = before.length === after.length && before.every((name, index) => name === after[index])
  return !isSameSet || before.some((name) => changed.has(name))
}

/** Policies on both sides; each pair is prepared once, however many agents see it. */
class Pairs {
  readonly #known = new Map<string, PolicyOnSides>()
  readonly #before: AccessSide
  readonly #after: AccessSide
  readonly #changed: ReadonlySet<string>

  constructor(before: AccessSide, after: AccessSide, changed: ReadonlySet<string>) {
    this.#before = before
    this.#after = after
    this.#changed = changed
  }

  of({ before, after }: BoundNames): readonly PolicyOnSides[] {
    const [isBefore, isAfter] = [new Set(before), new Set(after)]
    return [...new Set([...before, ...after])]
      .sort()
      .map((name) => this.#pair(name, isBefore.has(name), isAfter.has(name)))
  }

  #pair(name: string, isBefore: boolean, isAfter: boolean): PolicyOnSides {
    const key = `${Number(isBefore)}${Number(isAfter)}${name}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const specAfter = isAfter ? (this.#after.policies.get(name) ?? null) : null
    const isUnchanged = isBefore && isAfter && !this.#changed.has(name)
    const specBefore = isBefore && !isUnchanged ? (this.#before.policies.get(name) ?? null) : null
    const pair = policyOnSides(name, isUnchanged ? specAfter : specBefore, specAfter)
    this.#known.set(key, pair)
    return pair
  }
}
