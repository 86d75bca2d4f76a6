import { grantedPaths } from '../capitals.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { resourceCheck } from '../resource/resource-check.ts'
import { resourceFault } from '../resource/resource-fault.ts'
import { placedRulesOf } from '../selectors.ts'

const unreachable = resourceCheck('never-matches', 'warning')

/** A deny or a route that no request can meet looks like protection, and is a hole. */
export const check: PolicyCheck = {
  ...unreachable,
  *run(policy, subject) {
    yield* unreachable.run(policy, subject)
    for (const { rule, path } of placedRulesOf(policy)) {
      if (rule.permission !== 'deny' || !rule.resource || resourceFault(rule.resource, 'deny') !== null)
        continue
      const other = grantedPaths(subject.policies).otherSpelling(rule.resource)
      if (other === null) continue
      yield reportAt(policy, [...path, 'resource'], {
        message: `paths are compared letter by letter, and what is granted is written ${other}`,
        hint: `write ${other}`,
      })
    }
  },
}
