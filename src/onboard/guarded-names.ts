import type { Config } from '../files/config.ts'
import type { GuardedNames } from '../fleet/infer/infer-maps.ts'

/** Collects the names in guardrails and ceilings, since a map would replace them there too. */
export function guardedNames({ guardrails, ceilings }: Config): GuardedNames {
  const items = [...ceilings.values()].flatMap(({ policies }) =>
    policies.flatMap(({ spec }) => [...spec.policies, ...(spec.approvals ?? [])]),
  )
  const resources = [...guardrails.map(({ on }) => on?.resource), ...items.map(({ resource }) => resource)]
  const routes = items.flatMap((item) => ('approvers' in item ? [item.approvers] : []))
  return {
    resources: resources.flatMap((resource) => resource ?? []),
    groups: [
      ...guardrails.flatMap(({ approvedBy = [] }) => approvedBy),
      ...routes.flatMap((approvers) => approvers?.groups ?? []),
    ],
  }
}
