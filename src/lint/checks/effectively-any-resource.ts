import { grantedResourceCheck } from '../resource-check.ts'

/** A pattern that looks like a limit and is none. */
export const check = grantedResourceCheck('effectively-any-resource', 'error')
