import type { RequestFocus } from '../access/compare/focus.ts'
import { parsePattern, patternText } from '../access/model/pattern.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** Method and pattern as they are compared. @throws PolicyctlError usage where the pattern is none. */
export function checkedPattern({ method, pattern: resource }: RequestFocus): RequestFocus {
  if (resource === '*' || resource.includes('://'))
    return { method: method.toUpperCase(), pattern: patternText(parsePattern(resource)) }
  throw new PolicyctlError('usage', {
    message: `'${resource}' is not a URL`,
    hint: "write the scheme and the host too: 'https://api.stripe.com/*'",
  })
}
