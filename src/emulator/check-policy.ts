/** Checks a policy as the API does, which answers 400 to a faulty one. Unknown fields are accepted, as its published contract says. */

import { fieldsOf, type Level } from '../policy/fields.ts'
import { PERMISSIONS, type Policy } from '../policy/policy.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import { type Fields, isFields } from '../policy/shape.ts'

export type CheckedPolicy = { readonly policy: Policy } | { readonly error: string }

const RULE_LISTS = listsOf('rule')
const ROUTE_LISTS = listsOf('route')

/** @param path the name in the path of a PUT; null for a POST. */
export function checkPolicy(body: unknown, path: string | null): CheckedPolicy {
  if (!isFields(body)) return { error: 'the body is not a JSON object' }
  const name = body.name ?? path
  if (typeof name !== 'string' || name === '') return { error: 'name is required' }
  if (!isSafeName(name) || RESERVED_NAMES.includes(name)) return { error: `invalid name '${name}'` }
  if (path !== null && name !== path) return { error: `name '${name}' does not match the path` }
  const error = faultOfSpec(body.spec)
  return error === null ? { policy: { name, spec: body.spec } as Policy } : { error }
}

function faultOfSpec(spec: unknown): string | null {
  if (!isFields(spec)) return 'spec is required'
  if (!Array.isArray(spec.policies) || spec.policies.length === 0) return 'spec.policies must not be empty'
  const routes = spec.approvals ?? []
  if (!Array.isArray(routes)) return 'spec.approvals must be a list'
  return firstFault(spec.policies, faultOfRule) ?? firstFault(routes, faultOfRoute)
}

function firstFault(items: readonly unknown[], faultOf: (item: unknown) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item)
    if (fault !== null) return fault
  }
  return null
}

function faultOfRule(rule: unknown): string | null {
  if (!isFields(rule)) return 'a rule must be an object'
  if (!PERMISSIONS.some((permission) => permission === rule.permission))
    return `permission must be one of ${PERMISSIONS.join(', ')}`
  return faultOfFields(rule, RULE_LISTS)
}

function faultOfRoute(route: unknown): string | null {
  if (!isFields(route)) return 'an approval must be an object'
  const { approvers = {}, delivery = {} } = route
  if (!isFields(approvers) || !isTexts(approvers.groups)) return 'approvers.groups must be a list of strings'
  if (!isFields(delivery) || !isTexts(delivery.connectors))
    return 'delivery.connectors must be a list of strings'
  return faultOfFields(route, ROUTE_LISTS)
}

function faultOfFields(fields: Fields, lists: readonly string[]): string | null {
  const wrong = lists.find((key) => !isTexts(fields[key]))
  if (wrong !== undefined) return `${wrong} must be a list of strings`
  return typeof (fields.resource ?? '') === 'string' ? null : 'resource must be a string'
}

function listsOf(level: Level): readonly string[] {
  return fieldsOf(level).flatMap(({ key, kind }) => (kind === 'texts' ? [key] : []))
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  )
}
