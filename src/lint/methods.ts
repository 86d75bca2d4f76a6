import { METHODS } from '../access/model/reading.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Route, Rule } from '../policy/policy.ts'

export { METHODS } from '../access/model/reading.ts'

export function isMethod(text: string): boolean {
  return METHODS.includes(text)
}

/** The usual methods that change something; custom names, which may do so, are not among them. */
export const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/** The method that was probably meant: one mistake away, with the same first letter. So Read is not taken for HEAD. */
export function meantMethod(method: string): string | null {
  const meant = didYouMean(method, METHODS)
  if (meant === null || meant.charAt(0) !== method.charAt(0).toUpperCase()) return null
  return Math.abs(meant.length - method.length) <= 1 ? meant : null
}

/** Tells whether the methods are named, and all of them only read. */
export function isReadOnly(operations: readonly string[] | undefined): boolean {
  return operations !== undefined && operations.length > 0 && operations.every((method) => READS.has(method))
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** The last answer: several checks ask about the methods of a policy in a row. */
let latest: { readonly policy: ParsedPolicy; readonly isUnusual: boolean } | null = null

/** Tells whether a rule or route names a method that is no method of HTTP, or is not in upper case. */
export function hasUnusualMethod(policy: ParsedPolicy): boolean {
  if (latest?.policy === policy) return latest.isUnusual
  const { policies, approvals = [] } = policy.policy.spec
  const isUnusual = policies.some(namesUnusual) || approvals.some(namesUnusual)
  latest = { policy, isUnusual }
  return isUnusual
}

function namesUnusual({ operations }: Rule | Route): boolean {
  return operations !== undefined && !operations.every(isMethod)
}
