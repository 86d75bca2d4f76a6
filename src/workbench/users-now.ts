import type { LiveBindings } from '../policy/live-bindings.ts'
import type { Clock } from './context.ts'
import type { Reads } from './patient-reads.ts'
import { type LiveWorkspace, readLive } from './read-live.ts'

/** Milliseconds for which one look at all agents holds: a phase may delete several policies at once. */
const HOLDS_FOR = 5_000

/**
 * Who has a policy just before it is deleted: agents' own configurations are
 * asked again where the plan rests on them, since `used_by` may lag behind.
 *
 * @returns a question, with what `used_by` of the policy says. @throws StoreFailure.
 */
export function usersNow(
  { reads, clock }: { readonly reads: Reads; readonly clock: Clock },
  { source, gone }: LiveBindings,
): (policy: string, shown: readonly string[]) => Promise<readonly string[]> {
  if (source !== 'config' && gone.length === 0) return async (_policy, shown) => shown
  let look: { readonly at: number; readonly live: Promise<LiveWorkspace> } | null = null
  return async (policy, shown) => {
    if (look === null || clock.elapsed() - look.at > HOLDS_FOR) {
      const next = { at: clock.elapsed(), live: readLive(reads) }
      // What could not be read is no answer to keep: whoever tries again looks again.
      next.live.catch(() => {
        if (look === next) look = null
      })
      look = next
    }
    const { bindings } = await look.live
    const having = bindings.pairs.flatMap((pair) => (pair.policy === policy ? [pair.agent] : []))
    const unknown = shown.filter((agent) => !bindings.agents.has(agent) && !bindings.gone.includes(agent))
    return [...new Set([...having, ...unknown])].sort()
  }
}
