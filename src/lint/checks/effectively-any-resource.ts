import { resourceCheck } from '../resource/resource-check.ts'

/** The pattern looks like a limit, and matches everything. */
export const check = resourceCheck('effectively-any-resource', 'error')
