/** Words for unmanaged policies: the strongest first, and the strongest grants of each. */

import { READS } from '../access/model/reads.ts'
import type { UnmanagedDeed } from '../answers/target-report.ts'
import { count } from '../diagnostic/count.ts'
import { DENY_NOTHING } from '../plan/interim-spec.ts'
import { agentLabel } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Permission, Rule, Spec } from '../policy/policy.ts'
import { ruleLine } from './entry-words.ts'
import { inNaturalOrder, naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, say, type Words } from './span.ts'

/**
 * `, but 1 policy that is not managed from here grants access`. It belongs to the first line of an answer, which must
 * not call a workspace in order if such a policy opens it. The names are in the list below. '' if nothing is to be said.
 *
 * @param policies the ones that may be named; the config may want the others only counted. @param total number of all.
 */
export function besideText(policies: readonly LivePolicy[], total: number): string {
  const unread = policies.filter(({ fault }) => fault !== undefined).length
  if (unread > 0) return `, but ${count(unread, 'live policy', 'live policies')} cannot be read`
  const open = policies.filter(({ spec }) => strongestGrant(spec) !== null).length
  if (open > 0)
    return `, but ${count(open, 'policy that is', 'policies that are')} not managed from here ${open === 1 ? 'grants' : 'grant'} access`
  return total === 0 ? '' : `; ${count(total, 'policy is', 'policies are')} not managed from here`
}

/** `evil, bound to sales: allow any method *`. */
export function strongestWords(policy: LivePolicy): Words {
  const { name, usedBy, fault, spec } = policy
  const agents = naturalNames((usedBy ?? []).map(agentLabel))
  const who = agents.length === 0 ? say`nobody` : [listOf(agents, asName)]
  const deed = fault === undefined ? [asCode(grantsText(spec, 1))] : say`it cannot be read`
  return say`${asCode(name)}, bound to ${who}: ${deed}`
}

/** The most grants of a policy in a line. */
const MOST_GRANTS = 2

export function unmanagedDeed({ name, usedBy, spec }: LivePolicy): UnmanagedDeed {
  const boundTo = naturalNames((usedBy ?? []).map(agentLabel)).join(', ') || 'nobody'
  return { policy: name, boundTo, grants: grantsText(spec, MOST_GRANTS) }
}

/** Lists the strongest grants of a policy, and counts the others. Not yet safe to print. */
export function grantsText(spec: Spec, most: number): string {
  const grants = grantsOf(spec)
  if (grants.length === 0) return 'grants nothing'
  const shown = grants.slice(0, most).map(ruleLine)
  const rest = grants.length - shown.length
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** The strongest grant; null if the policy grants nothing. Not yet safe to print. */
export function strongestGrant(spec: Spec): string | null {
  const [first] = grantsOf(spec)
  return first === undefined ? null : ruleLine(first)
}

/** The grants of a spec, the strongest first. */
function grantsOf(spec: Spec): readonly Rule[] {
  if (isSameSpec(spec, DENY_NOTHING)) return []
  return spec.policies.filter(({ permission }) => permission !== 'deny').sort(compareRules)
}

/** Sorts policies: first those that cannot be read, then by their strongest grant, then by name. */
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

/** Compares rules by strength; of equally strong rules the one with the shorter resource is first. */
function compareRules(a: Rule, b: Rule): number {
  return compareStrength(a, b) || (a.resource ?? '').length - (b.resource ?? '').length
}

const STRENGTH: Readonly<Record<Permission, number>> = { allow: 2, approval_required: 1, deny: 0 }

/** Compares by permission (allow before approval), then by hosts (any before one), then by methods (writes before reads). Negative: the first is stronger. */
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
