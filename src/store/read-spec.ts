/** A spec as a server shows it, checked as far as anything in the tool relies on it. */
import { PERMISSIONS, type Permission, type Spec } from '../policy/policy.ts'
import { type Answer, answerInvalid } from './answer.ts'
import { checkFields, type Fields, listOf, objectOf, textOf, withoutNulls } from './answer-shape.ts'

const RULE = { operations: 'texts', resource: 'text', tags: 'texts' } as const
const ROUTE = {
  name: 'text',
  toolIds: 'texts',
  capabilities: 'texts',
  operations: 'texts',
  resource: 'text',
  tags: 'texts',
  defaultDuration: 'text',
} as const
const APPROVERS = { groups: 'texts', match: 'text' } as const
const MATCHES: readonly unknown[] = ['any', 'all', '', undefined]
const DELIVERY = { connectors: 'texts', mode: 'text', fallbackToUI: 'boolean' } as const

/**
 * Fields that the schema does not know are kept. Empty lists of rules, which
 * servers leave out, are there.
 *
 * @throws StoreFailure answer-invalid. An unknown permission is one: a policy
 * that cannot be understood must not be taken for one that says nothing.
 */
export function readSpec(answer: Answer, value: unknown, at: string): Spec {
  const fields = objectOf(answer, withoutNulls(answer, value, { at }), at)
  const rules = listOf(answer, fields.policies ?? [], `${at}.policies`)
  rules.forEach((rule, index) => void checkRule(answer, rule, `${at}.policies[${index}]`))
  if (fields.approvals === undefined) return { ...fields, policies: rules } as unknown as Spec
  const routes = listOf(answer, fields.approvals, `${at}.approvals`).map((route, index) =>
    checkedRoute(answer, route, `${at}.approvals[${index}]`),
  )
  return { ...fields, policies: rules, approvals: routes } as unknown as Spec
}

function checkRule(answer: Answer, value: unknown, at: string): void {
  const fields = objectOf(answer, value, at)
  checkFields(answer, { fields, at }, RULE)
  permissionOf(answer, fields.permission, `${at}.permission`)
}

export function permissionOf(answer: Answer, value: unknown, at: string): Permission {
  const text = textOf(answer, value, at)
  const known = PERMISSIONS.find((permission) => permission === text)
  if (known !== undefined) return known
  throw answerInvalid(answer, `${at} is '${text.slice(0, 40)}', which is none of ${PERMISSIONS.join(', ')}`)
}

/** Every rule field but the permission. */
export function checkRuleFields(answer: Answer, fields: Fields, at: string): void {
  checkFields(answer, { fields, at }, RULE)
}

function checkedRoute(answer: Answer, value: unknown, at: string): Fields {
  const fields = objectOf(answer, value, at)
  checkFields(answer, { fields, at }, ROUTE)
  if (fields.approvers !== undefined) checkApprovers(answer, fields.approvers, `${at}.approvers`)
  if (fields.delivery !== undefined)
    checkFields(answer, nested(answer, fields.delivery, `${at}.delivery`), DELIVERY)
  return fields.name === undefined ? { name: '', ...fields } : fields
}

function checkApprovers(answer: Answer, value: unknown, at: string): void {
  const approvers = nested(answer, value, at)
  checkFields(answer, approvers, APPROVERS)
  if (!MATCHES.includes(approvers.fields.match))
    throw answerInvalid(answer, `${at}.match is neither any nor all`)
}

function nested(answer: Answer, value: unknown, at: string): { fields: Fields; at: string } {
  return { fields: objectOf(answer, value, at), at }
}
