import { resourceCheck } from '../resource/resource-check.ts'

/** The repository then has credentials in it, or a host that is easily misread: https://api.stripe.com@evil.example/. */
export const check = resourceCheck('userinfo-in-resource', 'error')
