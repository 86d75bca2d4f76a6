import { resourceCheck } from '../resource/resource-check.ts'

/** Without a slash behind the host the pattern matches other domains. */
export const check = resourceCheck('missing-host-delimiter', 'error')
