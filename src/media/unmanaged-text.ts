/** Policies that nobody manages, the strongest first, with what they let through at most: unmanaged is not harmless. */

import pc from 'picocolors'
import { READS } from '../access/model/reads.ts'
import { DENY_NOTHING } from '../plan/interim-spec.ts'
import { agentLabel } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Permission, Rule, Spec } from '../policy/policy.ts'
import { ruleLine } from '../words/entry-words.ts'
import { inNaturalOrder, naturalNames } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { code } from './markdown-text.ts'
import { namesText } from './terminal.ts'

const MOST_ROWS = 20
const MOST_AGENTS = 4
const MOST_GRANTS = 2

/** Lines with a line break at the end; '' for none. */
export function unmanagedText(
  policies: readonly LivePolicy[],
  { color, verbose }: { color: boolean; verbose: boolean },
): string {
  if (policies.length === 0) return ''
  const { bold } = pc.createColors(color)
  const sorted = strongestFirst(policies)
  const shown = verbose ? sorted : sorted.slice(0, MOST_ROWS)
  const lines = shown.map((policy) => {
    const agents = naturalNames((policy.usedBy ?? []).map(agentLabel))
    const who =
      agents.length === 0 ? 'bound to nobody' : namesText(agents, verbose ? agents.length : MOST_AGENTS)
    const row = [policy.name, who, deedOf(policy, verbose ? policy.spec.policies.length : MOST_GRANTS)]
    return `${[bold('UNMANAGED'), ...row.map(printable), 'left alone'].join('   ')}`
  })
  const rest = sorted.slice(shown.length)
  const more =
    rest.length > 0 ? [`and ${rest.length} more unmanaged policies${leastOf(rest)} (--verbose)`] : []
  return `${[...lines, ...more].join('\n')}\n`
}

/** A block; '' for none. */
export function unmanagedMarkdown(policies: readonly LivePolicy[]): string {
  if (policies.length === 0) return ''
  const lines = strongestFirst(policies).map((policy) => {
    const agents = naturalNames((policy.usedBy ?? []).map(agentLabel)).join(', ') || 'nobody'
    return `- ${code(policy.name)}, bound to ${code(agents)}: ${code(deedOf(policy, MOST_GRANTS))}`
  })
  return `**Unmanaged**, left alone\n\n${lines.join('\n')}`
}

function deedOf({ fault, spec }: LivePolicy, most: number): string {
  return fault === undefined
    ? grantsText(spec, most)
    : `cannot be read, so nobody knows what it allows: ${fault}`
}

/** Nothing is left out of the rows that is stronger than what they show; this says how strong it is. */
function leastOf([strongest]: readonly LivePolicy[]): string {
  return strongest === undefined ? '' : `, ${printable(deedOf(strongest, 1))} at most`
}

/** Lists what a policy grants: its strongest grants, and how many more. Not yet safe to print. */
function grantsText(spec: Spec, most: number): string {
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

function strongestFirst(policies: readonly LivePolicy[]): readonly LivePolicy[] {
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
