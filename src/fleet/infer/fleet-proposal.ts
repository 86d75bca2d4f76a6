/** The layers and maps that are inferred from copies of policies in several targets. */
import type { Spec } from '../../policy/policy.ts'
import type { MappedKind, TargetMap } from '../target-map.ts'
import type { NamePlace } from './pair-names.ts'

/** The policies that a target has today. */
export interface TargetCopies {
  readonly name: string
  readonly policies: ReadonlyMap<string, Spec>
}

export interface FleetProposal {
  /** The target whose names the files have; null: no map was found. */
  readonly namesOf: string | null
  /** In the order in which targets list them. Each has a policy, or is the own layer of a target without policies. */
  readonly layers: readonly ProposedLayer[]
  /** In the order of the copies. */
  readonly targets: readonly ProposedTarget[]
  readonly maps: readonly ProposedMap[]
}

export type LayerKind = 'base' | 'shared' | 'own'

export interface ProposedLayer {
  readonly name: string
  readonly kind: LayerKind
  /** Targets that list it. */
  readonly targets: readonly string[]
  /** Sorted by name. */
  readonly policies: readonly ProposedPolicy[]
}

export interface ProposedPolicy {
  readonly name: string
  /** The spec with the names of the files. */
  readonly spec: Spec
  /** Targets that get it from here. */
  readonly targets: readonly string[]
  /** The policy of an earlier layer that it replaces; null for none. */
  readonly replaces: Spec | null
}

export interface ProposedTarget {
  readonly name: string
  readonly layers: readonly string[]
  /** Policies of its layers that it does not have. */
  readonly without: readonly string[]
  readonly map: TargetMap
}

/** One name for which a target has another. */
export interface ProposedMap {
  readonly target: string
  readonly kind: MappedKind
  readonly from: string
  readonly to: string
  /** The places of the other name in its policies; at least three. */
  readonly seen: readonly NamePlace[]
}
