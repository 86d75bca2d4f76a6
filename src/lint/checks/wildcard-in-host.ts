import { resourceCheck } from '../resource/resource-check.ts'

/** A '*' before the path stands for slashes too, so it lets every host in. */
export const check = resourceCheck('wildcard-in-host', 'error')
