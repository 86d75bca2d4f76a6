import { resourceCheck } from '../resource/resource-check.ts'

/** Only a '*' at the end is documented; one before it works as a wildcard in the reading of docs/access-model.md. */
export const check = resourceCheck('wildcard-not-suffix', 'warning')
