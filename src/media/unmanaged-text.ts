/** Policies that nobody manages, with what they let through at most: unmanaged is not harmless. */
import pc from 'picocolors'
import { DENY_NOTHING } from '../plan/meet.ts'
import { agentLabel } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { PERMISSIONS, type Rule, type Spec } from '../policy/policy.ts'
import { ruleLine } from '../words/entry-words.ts'
import { inNaturalOrder, naturalNames } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { code } from './markdown-text.ts'
import { namesText } from './terminal.ts'

const MOST_ROWS = 20
const MOST_AGENTS = 4

/** Lines with a line break at the end; '' for none. */
export function unmanagedText(
  policies: readonly LivePolicy[],
  { color, verbose }: { color: boolean; verbose: boolean },
): string {
  if (policies.length === 0) return ''
  const { bold } = pc.createColors(color)
  const sorted = inNaturalOrder(policies, ({ name }) => name)
  const shown = verbose ? sorted : sorted.slice(0, MOST_ROWS)
  const lines = shown.map((policy) => {
    const agents = naturalNames((policy.usedBy ?? []).map(agentLabel))
    const who =
      agents.length === 0 ? 'bound to nobody' : namesText(agents, verbose ? agents.length : MOST_AGENTS)
    return `${bold('UNMANAGED')}   ${printable(policy.name)}   ${who}   ${printable(strongestGrant(policy.spec))}   left alone`
  })
  const rest = policies.length - shown.length
  return `${[...lines, ...(rest > 0 ? [`and ${rest} more unmanaged policies (--verbose)`] : [])].join('\n')}\n`
}

/** A block; '' for none. */
export function unmanagedMarkdown(policies: readonly LivePolicy[]): string {
  if (policies.length === 0) return ''
  const lines = inNaturalOrder(policies, ({ name }) => name).map(({ name, usedBy, spec }) => {
    const agents = naturalNames((usedBy ?? []).map(agentLabel)).join(', ') || 'nobody'
    return `- ${code(name)}, bound to ${code(agents)}: ${code(strongestGrant(spec))}`
  })
  return `**Unmanaged**, left alone\n\n${lines.join('\n')}`
}

/** What a policy lets through at most. Not yet safe to print. */
export function strongestGrant(spec: Spec): string {
  const [first] = [...spec.policies].sort(byReach)
  if (first === undefined || isSameSpec(spec, DENY_NOTHING)) return 'grants nothing'
  return ruleLine(first)
}

/** allow, then approval, then deny; shorter patterns reach further. */
function byReach(a: Rule, b: Rule): number {
  const rank = ({ permission }: Rule): number => -PERMISSIONS.indexOf(permission)
  return rank(a) - rank(b) || (a.resource ?? '').length - (b.resource ?? '').length
}
