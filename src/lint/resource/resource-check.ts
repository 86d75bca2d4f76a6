import { haveCleanResources } from '../../access/model/written-rules.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import type { Permission } from '../../policy/policy.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf, placedRulesOf } from '../selectors.ts'
import type { ResourceCheck, ResourceUse } from './fault.ts'
import { resourceFault } from './resource-fault.ts'

/** Makes the check that reports one kind of fault in all resources. */
export function resourceCheck(id: ResourceCheck, severity: PolicyCheck['severity']): PolicyCheck {
  return {
    kind: 'policy',
    id,
    severity,
    mayReport: hasFaultyResource,
    *run(policy) {
      for (const { rule, path } of placedRulesOf(policy)) {
        const words = faultFor(rule.resource, USES[rule.permission], id)
        if (words !== null) yield reportAt(policy, [...path, 'resource'], words)
      }
      for (const { route, path } of placedRoutesOf(policy)) {
        const words = faultFor(route.resource, 'route', id)
        if (words !== null) yield reportAt(policy, [...path, 'resource'], words)
      }
    },
  }
}

/** The last answer: nine checks ask about the resources of a policy in a row. */
let latest: { readonly policy: ParsedPolicy; readonly isFaulty: boolean } | null = null

export function hasFaultyResource(policy: ParsedPolicy): boolean {
  if (latest?.policy === policy) return latest.isFaulty
  const { spec } = policy.policy
  const { policies, approvals = [] } = spec
  const found =
    (!haveCleanResources(spec) &&
      policies.some(({ resource, permission }) => isFaulty(resource, USES[permission]))) ||
    approvals.some(({ resource }) => isFaulty(resource, 'route'))
  latest = { policy, isFaulty: found }
  return found
}

function isFaulty(resource: string | undefined, use: ResourceUse): boolean {
  return Boolean(resource) && resourceFault(resource ?? '', use) !== null
}

const USES = { allow: 'allow', approval_required: 'approval', deny: 'deny' } as const satisfies Record<
  Permission,
  ResourceUse
>

function faultFor(
  resource: string | undefined,
  use: ResourceUse,
  id: ResourceCheck,
): { readonly message: string; readonly hint: string } | null {
  const fault = resource ? resourceFault(resource, use) : null
  return fault?.check === id ? { message: fault.message, hint: fault.hint } : null
}
