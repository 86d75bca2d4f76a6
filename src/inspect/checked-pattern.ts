import type { RequestFocus } from '../access/compare/focus.ts'
import { meaninglessBecause } from '../access/model/meaningless-pattern.ts'
import { parsePattern, patternText } from '../access/model/pattern.ts'
import { normaliseUrl } from '../access/model/url.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { hiddenInUrl } from '../policy/userinfo.ts'
import type { Context } from '../workbench/context.ts'
import { isMethodName } from './sender.ts'

/** Returns method and pattern in the form that is compared. @throws PolicyctlError usage if one of them is invalid. */
export function checkedPattern({ method, pattern: resource }: RequestFocus): RequestFocus {
  if (!isMethodName(method))
    throw new PolicyctlError('usage', {
      message: `'${method}' is not a method`,
      hint: "write one, or '*' for all of them",
    })
  const pattern = parsePattern(resource)
  const isUrl = resource.includes('://') && !(pattern.isExact && normaliseUrl(pattern.key) === null)
  if (resource === '*' || isUrl) return { method: method.toUpperCase(), pattern: patternText(pattern) }
  throw new PolicyctlError('usage', {
    message: `'${hiddenInUrl(resource)}' is not a URL`,
    hint: "write the scheme and the host too: 'https://api.stripe.com/*'",
  })
}

/**
 * Warns that a pattern matches no real request. The question is still answered, and
 * an answer of 'nobody' then means nothing.
 *
 * @param pattern in the form that is compared.
 */
export function warnOfPattern(pattern: string, { notify }: Pick<Context, 'notify'>): void {
  const reason = pattern === '*' ? null : meaninglessBecause(pattern)
  if (reason === null) return
  notify({ kind: 'warning', text: `'${pattern}' matches no real request: ${reason}` })
}
