import { resourceCheck } from '../resource/resource-check.ts'

/** Credentials in a file of the repository, and a host that is easily misread: https://api.stripe.com@evil.example/. */
export const check = resourceCheck('userinfo-in-resource', 'error')
