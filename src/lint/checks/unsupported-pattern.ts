import { resourceCheck } from '../resource/resource-check.ts'

/** Signs of other pattern languages: the rule then matches nothing, so that a deny protects nobody. */
export const check = resourceCheck('unsupported-pattern', 'error')
