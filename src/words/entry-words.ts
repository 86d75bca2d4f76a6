/** Writes rules, routes and their fields, each in one line. Not yet safe to print. */
import { METHODS } from '../access/model/reading.ts'
import { type CanonicalEntry, canonicalRoute, canonicalRule } from '../policy/canonical.ts'
import { inWritingOrder, type Level } from '../policy/fields.ts'
import type { Route, Rule } from '../policy/policy.ts'
import { deliveryWords } from './delivery-words.ts'
import { plainText } from './span.ts'

/** `allow GET POST https://x/* [tags: financial]` */
export function ruleLine(rule: Rule): string {
  const { permission, operations, resource, tags, ...rest } = canonicalRule(rule)
  const words = [
    String(permission),
    operations === undefined ? 'any method' : fieldText('operations', operations),
    resource === undefined ? 'any URL' : fieldText('resource', resource),
    ...(tags === undefined ? [] : [`[tags: ${fieldText('tags', tags)}]`]),
  ]
  return [...words, ...others('rule', rest)].join(' ')
}

/**
 * `route workspace-writes (toolIds: calendar) asks self-approvers, 4h, by slack-finance, first_success`
 *
 * @param label the name of the route, or a name for one without (see routeLabel).
 */
export function routeLine(route: Route, label: string): string {
  const { name: _name, approvers, defaultDuration, delivery, ...selectors } = canonicalRoute(route)
  const when = others('route', selectors).join(' ')
  const parts = [
    fieldText('approvers', approvers ?? {}),
    ...(defaultDuration === undefined ? [] : [fieldText('defaultDuration', defaultDuration)]),
    ...(delivery === undefined ? [] : [fieldText('delivery', delivery)]),
  ]
  return `route ${label}${when === '' ? '' : ` (${when})`} asks ${parts.join(', ')}`
}

/**
 * Writes the value of a field of a rule or route: methods in their usual order with blanks between them,
 * other lists with commas, approvers and delivery as in an access change.
 *
 * @param value in canonical form. @param against the value on the other side of a change.
 */
export function fieldText(key: string, value: unknown, against: unknown = null): string {
  if (typeof value === 'string') return value
  if (isTexts(value)) return key === 'operations' ? value.toSorted(byMethod).join(' ') : value.join(', ')
  if (!isEntry(value)) return JSON.stringify(value) ?? ''
  if (key === 'approvers') return approversText(value)
  if (key !== 'delivery') return JSON.stringify(value)
  return plainText(deliveryWords(value, isEntry(against) ? against : null))
}

/** The order of the changes of access, so that the same methods read alike on one screen. */
function byMethod(a: string, b: string): number {
  const [left, right] = [a, b].map((method) => METHODS.indexOf(method) >>> 0)
  return (left ?? 0) - (right ?? 0) || (a < b ? -1 : 1)
}

function approversText(approvers: CanonicalEntry): string {
  const { groups, match, ...rest } = approvers
  const names = groups === undefined ? 'nobody' : fieldText('groups', groups)
  const who = match === undefined ? names : `${match} of ${names}`
  return [who, ...others('approvers', rest)].join(', ')
}

function others(level: Level, fields: CanonicalEntry): readonly string[] {
  return inWritingOrder(level, Object.keys(fields)).map((key) => `${key}: ${fieldText(key, fields[key])}`)
}

/** Tells whether a value is a list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isEntry(value: unknown): value is CanonicalEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
