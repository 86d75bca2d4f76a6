import { count } from '../diagnostic/count.ts'
import { agentLabel } from '../policy/binding.ts'
import { danglingIn } from '../policy/live-bindings.ts'
import type { Context } from '../workbench/context.ts'
import type { Side } from '../workbench/side.ts'

/**
 * Warns that agents are bound to policies that do not exist: these add no vote, so a
 * denial may come from a misspelt name. A policy that exists and cannot be read may
 * have any vote.
 */
export function warnOfDangling(
  { access: { bindings, policies }, unreadable, errors }: Pick<Side, 'access' | 'unreadable' | 'errors'>,
  agents: readonly string[],
  { notify }: Pick<Context, 'notify'>,
): void {
  const pairs = agents.flatMap((agent) => (bindings.get(agent) ?? []).map((policy) => ({ agent, policy })))
  const unread = new Set(unreadable.map(({ policy }) => policy))
  const missing = danglingIn(pairs, policies)
  for (const { agent, policy } of missing.filter((pair) => unread.has(pair.policy)).slice(0, MOST_NAMED))
    notify({
      kind: 'warning',
      text: `${agentLabel(agent)} is bound to ${policy}, which cannot be read: nobody knows what it allows`,
    })
  const absence = errors.some(({ check }) => check !== 'unknown-field')
    ? 'which no file that can be read has: nobody knows what it allows'
    : 'and there is no such policy: this binding has no effect'
  const dangling = missing.filter(({ policy }) => !unread.has(policy))
  for (const { agent, policy } of dangling.slice(0, MOST_NAMED))
    notify({
      kind: 'warning',
      text: `${agentLabel(agent)} is bound to ${policy}, ${absence}`,
    })
  const more = dangling.length - MOST_NAMED
  if (more > 0)
    notify({ kind: 'warning', text: `${count(more, 'more binding')} to policies that do not exist` })
}

const MOST_NAMED = 5
