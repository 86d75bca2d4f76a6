/** Policies that nobody manages: the strongest first, and what they let through at most. */

import { READS } from '../access/model/reads.ts'
import { count } from '../diagnostic/count.ts'
import { DENY_NOTHING } from '../plan/interim-spec.ts'
import { agentLabel } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Permission, Rule, Spec } from '../policy/policy.ts'
import { ruleLine } from './entry-words.ts'
import { inNaturalOrder, naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, NOTHING, own, say, type Words } from './span.ts'

/**
 * `1 policy is unmanaged: evil, bound to sales: allow any method *`: what stands beside what a repository manages, so
 * that no first line calls a workspace well that has an open door. Nothing for none.
 *
 * @param policies those that are told; the config may want the others only counted. @param total of all.
 */
export function unmanagedWords(policies: readonly LivePolicy[], total: number): Words {
  if (total === 0) return NOTHING
  const number = say`${own(count(total, 'policy is', 'policies are'))} unmanaged`
  const [first] = strongestFirst(policies)
  if (first === undefined) return number
  const which = total === 1 ? '' : ', the strongest'
  return say`${number}${own(which)}: ${strongestWords(first)}`
}

/** `evil, bound to sales: allow any method *`. */
export function strongestWords(policy: LivePolicy): Words {
  const { name, usedBy, fault, spec } = policy
  const agents = naturalNames((usedBy ?? []).map(agentLabel))
  const who = agents.length === 0 ? say`nobody` : [listOf(agents, asName)]
  const deed = fault === undefined ? [asCode(grantsText(spec, 1))] : say`it cannot be read`
  return say`${asCode(name)}, bound to ${who}: ${deed}`
}

/** Lists what a policy grants: its strongest grants, and how many more. Not yet safe to print. */
export function grantsText(spec: Spec, most: number): string {
  const grants = grantsOf(spec)
  if (grants.length === 0) return 'grants nothing'
  const shown = grants.slice(0, most).map(ruleLine)
  const rest = grants.length - shown.length
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** null: it grants nothing. Not yet safe to print. */
export function strongestGrant(spec: Spec): string | null {
  const [first] = grantsOf(spec)
  return first === undefined ? null : ruleLine(first)
}

/** The strongest first. */
function grantsOf(spec: Spec): readonly Rule[] {
  if (isSameSpec(spec, DENY_NOTHING)) return []
  return spec.policies.filter(({ permission }) => permission !== 'deny').sort(compareRules)
}

/** Those that cannot be read, then by their strongest grant, then by name. */
export function strongestFirst(policies: readonly LivePolicy[]): readonly LivePolicy[] {
  const grants = new Map(policies.map(({ name, spec }) => [name, grantsOf(spec)[0]]))
  return inNaturalOrder(policies, ({ name }) => name).toSorted((a, b) => {
    const unread = Number(b.fault !== undefined) - Number(a.fault !== undefined)
    const [left, right] = [grants.get(a.name), grants.get(b.name)]
    if (unread !== 0 || left === undefined || right === undefined)
      return unread || Number(left === undefined) - Number(right === undefined)
    return compareStrength(left, right)
  })
}

/** Sorts rules that are equally strong by their reach, as far as their text shows it. */
function compareRules(a: Rule, b: Rule): number {
  return compareStrength(a, b) || (a.resource ?? '').length - (b.resource ?? '').length
}

const STRENGTH: Readonly<Record<Permission, number>> = { allow: 2, approval_required: 1, deny: 0 }

/** Without a human before with one, any host before one host, writes before reads. Negative: the first is stronger. */
function compareStrength(a: Rule, b: Rule): number {
  return (
    STRENGTH[b.permission] - STRENGTH[a.permission] || reachOf(b) - reachOf(a) || methodsOf(b) - methodsOf(a)
  )
}

/** 2: any host, 1: several hosts or paths, 0: one URL. */
function reachOf({ resource = '' }: Rule): number {
  if (resource === '' || /^[^/]*\*|^[a-z]+:\/\/\*/i.test(resource)) return 2
  return resource.includes('*') ? 1 : 0
}

function methodsOf({ operations = [] }: Rule): number {
  if (operations.length === 0) return 2
  return operations.every((method) => READS.includes(method.toUpperCase())) ? 0 : 1
}
