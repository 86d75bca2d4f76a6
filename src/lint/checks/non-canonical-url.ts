import { resourceCheck } from '../resource/resource-check.ts'

/** Another spelling than the one that requests are compared in: easily misread, or without any match. */
export const check = resourceCheck('non-canonical-url', 'warning')
