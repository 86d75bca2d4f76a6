import { resourceCheck } from '../resource/resource-check.ts'

/** Query and fragment of a request are not compared, so they have no effect in a pattern. */
export const check = resourceCheck('query-or-fragment', 'warning')
