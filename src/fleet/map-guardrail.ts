/** Maps guardrails and ceilings to the names of a target: a guardrail for a host must guard the host that replaces it. */
import type { Policy } from '../policy/policy.ts'
import { mappedResource } from './map-resource.ts'
import { mapSpec } from './map-spec.ts'
import type { TargetMap } from './target-map.ts'

interface Guarding {
  readonly on?: { readonly resource?: string }
  readonly approvedBy?: readonly string[]
}

export function mapGuardrail<Guardrail extends Guarding>(guardrail: Guardrail, map: TargetMap): Guardrail {
  const { on, approvedBy } = guardrail
  return {
    ...guardrail,
    ...(on?.resource !== undefined && { on: { ...on, resource: mappedResource(on.resource, map.hosts) } }),
    ...(approvedBy !== undefined && { approvedBy: mapGroups(approvedBy, map) }),
  }
}

/** Maps groups; two groups with the same new name become one. */
export function mapGroups(groups: readonly string[], { groups: map }: TargetMap): readonly string[] {
  return [...new Set(groups.map((group) => map.get(group) ?? group))]
}

export function mapPolicies<One extends Policy>(policies: readonly One[], map: TargetMap): readonly One[] {
  return policies.map((policy) => ({ ...policy, spec: mapSpec(policy.spec, map).spec }))
}
