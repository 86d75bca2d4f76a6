import { resourceCheck } from '../resource/resource-check.ts'

/** A resource in another spelling than requests are compared in is easily misread, or matches nothing. */
export const check = resourceCheck('non-canonical-url', 'warning')
