import { type PolicyCheck, reportAt } from '../check.ts'
import { replaceNode } from '../item-edits.ts'
import { hasUnusualMethod, isMethod } from '../methods.ts'
import { placedSelectorsOf } from '../selectors.ts'

/** The documentation does not say whether the server distinguishes case, so upper case is the only safe spelling. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'lowercase-method',
  severity: 'warning',
  mayReport: hasUnusualMethod,
  *run(policy) {
    for (const { selector, path } of placedSelectorsOf(policy)) {
      for (const [at, method] of (selector.operations ?? []).entries()) {
        const upper = method.toUpperCase()
        if (upper === method || !isMethod(upper)) continue
        const node: readonly (string | number)[] = [...path, 'operations', at]
        const edit = replaceNode(policy, node, upper)
        yield reportAt(policy, node, {
          message: `${method} is written in lower case`,
          hint: `write ${upper}`,
          ...(edit !== null && { fix: [edit] }),
        })
      }
    }
  },
}
