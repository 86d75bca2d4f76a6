import { resourceCheck } from '../resource/resource-check.ts'

/** A pattern that looks like a limit and is none. */
export const check = resourceCheck('effectively-any-resource', 'error')
