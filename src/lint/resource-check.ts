import { type PolicyCheck, reportAt } from './check.ts'
import { type ResourceCheck, resourceFault } from './resource-fault.ts'
import { placedRulesOf, placedSelectorsOf } from './selectors.ts'

/** The check that reports one kind of fault wherever a resource is written. */
export function resourceCheck(id: ResourceCheck, severity: PolicyCheck['severity']): PolicyCheck {
  return {
    kind: 'policy',
    id,
    severity,
    *run(policy) {
      for (const { selector, path } of placedSelectorsOf(policy)) {
        const fault = selector.resource ? resourceFault(selector.resource) : null
        if (fault?.check === id) yield reportAt(policy, [...path, 'resource'], fault)
      }
    },
  }
}

/** As resourceCheck, for rules that open something: denying too much is no hole. */
export function grantedResourceCheck(id: ResourceCheck, severity: PolicyCheck['severity']): PolicyCheck {
  return {
    kind: 'policy',
    id,
    severity,
    *run(policy) {
      for (const { rule, path } of placedRulesOf(policy)) {
        const fault = rule.resource && rule.permission !== 'deny' ? resourceFault(rule.resource) : null
        if (fault?.check === id) yield reportAt(policy, [...path, 'resource'], fault)
      }
    },
  }
}
