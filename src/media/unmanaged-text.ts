/** Lists unmanaged policies, strongest first, each with its strongest grants: unmanaged does not mean harmless. */

import pc from 'picocolors'
import { agentLabel } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { naturalNames } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { grantsText, strongestFirst, unmanagedDeed } from '../words/unmanaged-words.ts'
import { code } from './markdown-text.ts'
import { namesText } from './terminal.ts'

const MOST_ROWS = 20
const MOST_AGENTS = 4
const MOST_GRANTS = 2

/** @returns lines with a line break at the end; '' for none. */
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
    const { isAdopted } = policy
    const [title, fate] = isAdopted ? ['ADOPTED', ADOPTED_FATE] : ['UNMANAGED', 'left alone']
    return `${[bold(title), ...row.map(printable), fate].join('   ')}`
  })
  const rest = sorted.slice(shown.length)
  const more =
    rest.length > 0 ? [`and ${rest.length} more unmanaged policies${leastOf(rest)} (--verbose)`] : []
  return `${[...lines, ...more].join('\n')}\n`
}

/** @returns a block; '' for none. */
export function unmanagedMarkdown(policies: readonly LivePolicy[]): string {
  if (policies.length === 0) return ''
  const lines = strongestFirst(policies).map((policy) => {
    const { name, fault, isAdopted = false } = policy
    const { boundTo, grants } = unmanagedDeed(policy)
    const deed = fault === undefined ? code(grants) : `**${UNKNOWN_DEED}**: ${code(fault)}`
    const fate = isAdopted ? ` (adopted, ${ADOPTED_FATE})` : ''
    return `- ${code(name)}, bound to ${code(boundTo)}: ${deed}${fate}`
  })
  return `**Unmanaged**, left alone\n\n${lines.join('\n')}`
}

/** Such a policy may be a mistake: the ledger has it from `adopt`, and its file is on another branch, or deleted. */
const ADOPTED_FATE = 'in no file here, left alone'

const UNKNOWN_DEED = 'cannot be read, so nobody knows what it allows'

function deedOf({ fault, spec }: LivePolicy, most: number): string {
  return fault === undefined ? grantsText(spec, most) : `${UNKNOWN_DEED}: ${fault}`
}

/** Names the strongest policy that is not shown: the rows are sorted by strength. */
function leastOf([strongest]: readonly LivePolicy[]): string {
  return strongest === undefined ? '' : `, ${printable(deedOf(strongest, 1))} at most`
}
