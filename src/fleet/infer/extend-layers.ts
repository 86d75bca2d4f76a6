/**
 * Adds new live policies to targets that already have layers. Layers, maps and `without` stay as a
 * person wrote them. A new policy goes into a layer that is listed by exactly the targets with that
 * policy.
 */
import { isSameSpec } from '../../policy/canonical.ts'
import { fingerprint } from '../../policy/fingerprint.ts'
import { groupBy } from '../../policy/group-by.ts'
import type { Spec } from '../../policy/policy.ts'
import type { FleetTarget } from '../fleet-target.ts'
import type { TargetFiles } from '../target-files.ts'
import { unmapSpec } from '../unmap-spec.ts'
import type { ProposedLayer, TargetCopies } from './fleet-proposal.ts'

export interface LayeredCopies extends TargetCopies {
  readonly target: FleetTarget
  /** The policies that its files give it. */
  readonly given: TargetFiles
}

export interface ExtendedLayers {
  /** The layers that get a file. */
  readonly layers: readonly ProposedLayer[]
  readonly left: readonly LeftPolicy[]
}

/** A live policy that gets no file. */
export interface LeftPolicy {
  readonly target: string
  readonly policy: string
  readonly reason: 'differs' | 'without' | 'map' | 'no-layer'
  /** The reason, as a sentence without a full stop. */
  readonly message: string
}

/** @param all every target of the config, also those that were not read. */
export function extendLayers(all: readonly FleetTarget[], copies: readonly LayeredCopies[]): ExtendedLayers {
  const left: LeftPolicy[] = []
  const fresh = copies.flatMap((copy) =>
    [...copy.policies].flatMap(([name, spec]) => {
      const found = newPolicy(name, spec, copy)
      if (found === null) return []
      if ('message' in found) {
        left.push({ target: copy.name, policy: name, ...found })
        return []
      }
      return [{ name, target: copy.name, spec: found.written }]
    }),
  )
  const users = usersOfLayers(all)
  const layers = new Map<string, ProposedLayer['policies'][number][]>()
  for (const same of groupBy(fresh, ({ name, spec }) => `${name} ${fingerprint(spec)}`).values()) {
    const [first] = same
    if (first === undefined) continue
    const wanting = new Set(same.map(({ target }) => target))
    for (const [layer, members] of users) {
      const isTheirs = members.every((member) => wanting.has(member))
      if (!isTheirs) continue
      const policy = { name: first.name, spec: first.spec, targets: members, replaces: null }
      layers.set(layer, [...(layers.get(layer) ?? []), policy])
      for (const member of members) wanting.delete(member)
    }
    for (const target of wanting)
      left.push({
        target,
        policy: first.name,
        reason: 'no-layer',
        message: `${target} has no layer for itself alone, or for exactly the targets with this policy: add one to its layers`,
      })
  }
  const proposed = [...layers].map(([name, policies]): ProposedLayer => {
    const targets = users.get(name) ?? []
    return { name, kind: targets.length > 1 ? 'shared' : 'own', targets, policies }
  })
  return { layers: proposed, left }
}

/** @returns null if its file equals live. */
function newPolicy(
  name: string,
  spec: Spec,
  { target, given }: LayeredCopies,
): { readonly written: Spec } | Pick<LeftPolicy, 'reason' | 'message'> | null {
  const own = given.policies.find(({ written }) => written.policy.name === name)
  const { file } = own?.written ?? {}
  if (own !== undefined)
    return isSameSpec(own.parsed.policy.spec, spec)
      ? null
      : { reason: 'differs', message: `${file} already has it, with another spec` }
  const dropped = given.dropped.find(({ written }) => written.policy.name === name)
  if (dropped !== undefined)
    return {
      reason: 'without',
      message: `${target.name} has without: [${dropped.glob}], and the policy is live`,
    }
  const unmapped = unmapSpec(spec, null, target.map)
  return 'spec' in unmapped
    ? { written: unmapped.spec }
    : { reason: 'map', message: `the map of ${target.name} ${unmapped.fact}` }
}

/** Layer → targets that list it; those of many targets first. */
function usersOfLayers(all: readonly FleetTarget[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const { name, layers } of all)
    for (const layer of layers) users.set(layer, [...(users.get(layer) ?? []), name])
  return new Map([...users].sort(([, a], [, b]) => b.length - a.length))
}
