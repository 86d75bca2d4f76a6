import type { Permission } from '../../policy/policy.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf, placedRulesOf } from '../selectors.ts'
import type { ResourceCheck, ResourceUse } from './fault.ts'
import { resourceFault } from './resource-fault.ts'

/** The check that reports one kind of fault wherever a resource is written for which it is one. */
export function resourceCheck(id: ResourceCheck, severity: PolicyCheck['severity']): PolicyCheck {
  return {
    kind: 'policy',
    id,
    severity,
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
