/**
 * Checks the parts of a spec that policyctl relies on. This is for specs that the
 * schema has not checked: those of servers and ledgers.
 */
import { type Field, fieldAt, fieldsOf, type Level } from './fields.ts'
import { PERMISSIONS } from './policy.ts'
import {
  type Fault,
  type Fields,
  faultOfFields,
  faultOfItems,
  faultOfNesting,
  faultOfText,
  isFields,
  type Kinds,
  type PlainKind,
} from './shape.ts'

/** The kinds of the fields of a level, by the schema, without objects, which are checked separately. */
function kindsOf(level: Level): Kinds {
  const kinds = fieldsOf(level).map(({ key, kind }) => [key, kind] as const)
  return Object.fromEntries(kinds.filter(isPlain))
}

function isPlain(entry: readonly [key: string, kind: Field['kind']]): entry is readonly [string, PlainKind] {
  return entry[1] !== 'object' && entry[1] !== 'objects'
}

const { permission: _permission, ...SELECTORS } = kindsOf('rule')
const ROUTE = kindsOf('route')
const APPROVERS = kindsOf('approvers')
const DELIVERY = kindsOf('delivery')
const KNOWN: ReadonlySet<unknown> = new Set(PERMISSIONS)
const MATCHES: readonly unknown[] = [...(fieldAt('approvers', 'match')?.values ?? []), '', undefined]

/**
 * Unknown fields may have any value that is not nested too deep. An unknown
 * permission is a fault: a policy that cannot be understood must not be taken for
 * one that says nothing.
 */
export function faultOfSpec(value: unknown, at: string): Fault {
  const { policies, approvals }: Fields = isFields(value) ? value : {}
  return (
    faultOfFields(value, at, {}) ??
    faultOfNesting(value, at) ??
    faultOfItems(policies, `${at}.policies`, faultOfRule) ??
    (approvals === undefined ? null : faultOfItems(approvals, `${at}.approvals`, faultOfRoute))
  )
}

function faultOfRule(value: unknown, at: string): Fault {
  return faultOfSelectors(value, at) ?? faultOfPermission(isFields(value) ? value.permission : null, at)
}

/** Every field of a rule but the permission. */
export function faultOfSelectors(rule: unknown, at: string): Fault {
  return faultOfFields(rule, at, SELECTORS)
}

/** @param at the rule's place. */
export function faultOfPermission(value: unknown, at: string): Fault {
  if (KNOWN.has(value)) return null
  if (typeof value !== 'string') return faultOfText(value, `${at}.permission`)
  return `${at}.permission is '${value.slice(0, 40)}', which is none of ${PERMISSIONS.join(', ')}`
}

function faultOfRoute(value: unknown, at: string): Fault {
  const { approvers = {}, delivery = {} }: Fields = isFields(value) ? value : {}
  return (
    faultOfFields(value, at, ROUTE) ??
    faultOfApprovers(approvers, `${at}.approvers`) ??
    faultOfFields(delivery, `${at}.delivery`, DELIVERY)
  )
}

function faultOfApprovers(value: unknown, at: string): Fault {
  const fault = faultOfFields(value, at, APPROVERS)
  if (fault !== null || !isFields(value) || MATCHES.includes(value.match)) return fault
  return `${at}.match is neither any nor all`
}
