import { quoted } from '../../parse/problem.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { hasUnusualMethod, isMethod, METHODS, meantMethod } from '../methods.ts'
import { placedSelectorsOf } from '../selectors.ts'

/** A method that does not exist matches nothing: an allow is useless, and a deny protects nobody. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'unknown-method',
  severity: 'error',
  mayReport: hasUnusualMethod,
  *run(policy) {
    for (const { selector, path } of placedSelectorsOf(policy)) {
      for (const [at, method] of (selector.operations ?? []).entries()) {
        if (isMethod(method.toUpperCase())) continue
        const meant = meantMethod(method)
        yield reportAt(policy, [...path, 'operations', at], {
          message: `${quoted(method)} is not an HTTP method`,
          hint: hintFor(method, meant, selector.operations?.length === 1),
        })
      }
    }
  },
}

/** The hint. Removing the only operation would make the rule match all methods, so that is suggested only beside others. */
function hintFor(method: string, meant: string | null, isAlone: boolean): string {
  if (isAlone && (method === '*' || /^(?:all|any)$/i.test(method)))
    return 'leave operations out to match every method'
  return meant === null ? `use ${METHODS.slice(0, 6).join(', ')}` : `did you mean ${meant}?`
}
