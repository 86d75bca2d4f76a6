import { resourceCheck } from '../resource/resource-check.ts'

/** A '*' before the path also matches slashes, so it matches other hosts. */
export const check = resourceCheck('wildcard-in-host', 'error')
