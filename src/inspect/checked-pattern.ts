import type { RequestFocus } from '../access/compare/focus.ts'
import { meaninglessBecause } from '../access/model/meaningless-pattern.ts'
import { parsePattern, patternText } from '../access/model/pattern.ts'
import { normaliseUrl } from '../access/model/url.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Context } from '../workbench/context.ts'
import { isMethodName } from './sender.ts'

/** Method and pattern as they are compared. @throws PolicyctlError usage where the method or the pattern is none. */
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
    message: `'${resource}' is not a URL`,
    hint: "write the scheme and the host too: 'https://api.stripe.com/*'",
  })
}

/**
 * Says that no request that is meant is like the pattern. It is answered all the
 * same, and 'nobody' then says nothing about access.
 *
 * @param pattern as it is compared.
 */
export function warnOfPattern(pattern: string, { notify }: Pick<Context, 'notify'>): void {
  const reason = pattern === '*' ? null : meaninglessBecause(pattern)
  if (reason === null) return
  notify({ kind: 'warning', text: `'${pattern}' matches no request that is meant: ${reason}` })
}
