import { resourceCheck } from '../resource/resource-check.ts'

/** With the syntax of another pattern language the rule matches nothing, so a deny denies nothing. */
export const check = resourceCheck('unsupported-pattern', 'error')
