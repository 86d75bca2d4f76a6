import { resourceCheck } from '../resource/resource-check.ts'

/** Query and fragment of a request are ignored, so what a pattern says of them does nothing. */
export const check = resourceCheck('query-or-fragment', 'warning')
