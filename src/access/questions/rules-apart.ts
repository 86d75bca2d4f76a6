import type { Spec } from '../../policy/policy.ts'
import { rulesOf } from '../model/reading.ts'
import { enclosesWritten, haveCleanResources, shareNoMethod } from '../model/written-rules.ts'

/** With more rules than this, comparing each pair costs more than sorting them. */
const FEW = 24

/** Tells by a look at what is written that no rule can cover another one; false if a look is not enough. */
export function rulesApart(spec: Spec): boolean {
  const rules = rulesOf(spec)
  if (rules.length > FEW || !haveCleanResources(spec)) return false
  for (const wide of rules)
    for (const narrow of rules)
      if (
        wide !== narrow &&
        enclosesWritten(wide.resource ?? '', narrow.resource ?? '') &&
        !shareNoMethod(wide, narrow)
      )
        return false
  return true
}
