import { rulesOf } from '../access/model/reading.ts'
import type { KeptRule } from '../answers/tighten.ts'
import type { Side } from '../workbench/side.ts'

interface RuleOfPolicy {
  readonly policy: string
  readonly rule: number
}

/**
 * Says for each unused rule why it stays, so that none is passed over in silence.
 *
 * @param unused rules that no call used. @param told the ones that are removed, or kept for another reason.
 * @param named the agents with a call in the log.
 */
export function keptUnused(
  unused: readonly RuleOfPolicy[],
  { told, side, named }: { told: readonly RuleOfPolicy[]; side: Side; named: ReadonlySet<string> },
): readonly KeptRule[] {
  const keyOf = ({ policy, rule }: RuleOfPolicy): string => JSON.stringify([policy, rule])
  const isTold = new Set(told.map(keyOf))
  return unused
    .filter((item) => !isTold.has(keyOf(item)))
    .map(({ policy, rule }) => ({ policy, rule, reason: reasonOf({ policy, rule }, side, named) }))
}

function reasonOf({ policy, rule }: RuleOfPolicy, { access }: Side, named: ReadonlySet<string>): string {
  const agents = [...access.bindings].flatMap(([agent, policies]) =>
    policies.includes(policy) ? [agent] : [],
  )
  if (agents.length === 0) return 'no agent is known to have this policy, so the log says nothing about it'
  if (!agents.some((agent) => named.has(agent)))
    return 'no call of the log is by an agent that has this policy, so the log says nothing about it'
  const spec = access.policies.get(policy)
  const permission = spec === undefined ? undefined : rulesOf(spec)[rule]?.permission
  return permission === 'allow'
    ? 'to remove it alone might widen access'
    : 'it asks or denies, and to remove it might widen access'
}
