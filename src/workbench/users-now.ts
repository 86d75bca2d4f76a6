import type { LiveBindings } from '../policy/live-bindings.ts'
import { readLive } from './read-live.ts'
import type { Reads } from './retried-reads.ts'

/**
 * Who has a policy just before it is deleted: agents' own configurations are
 * asked again where they can be read, since `used_by` may lag behind. No answer
 * is older than its question: whoever asks while a look is under way waits for
 * the next one, and shares it with all who wait.
 *
 * @returns a question, with what `used_by` of the policy says. @throws StoreFailure.
 */
export function usersNow(
  reads: Reads,
  planned: LiveBindings,
): (policy: string, shown: readonly string[]) => Promise<readonly string[]> {
  const { agents, configured, gone } = planned
  const isOnlyUsage = agents.size > 0 && configured.size === 0 && gone.length === 0
  if (isOnlyUsage) return async (_policy, shown) => shown
  const look = sharedLooks(async () => (await readLive(reads)).bindings)
  return async (policy, shown) => {
    const now = await look()
    const having = now.pairs.flatMap((pair) => (pair.policy === policy ? [pair.agent] : []))
    const unknown = shown.filter((agent) => !now.configured.has(agent) && !now.gone.includes(agent))
    return [...new Set([...having, ...unknown])].sort()
  }
}

/** Looks that begin after they are asked for, one at a time. A look that fails fails for those who waited for it. */
function sharedLooks<Seen>(look: () => Promise<Seen>): () => Promise<Seen> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting: Promise<Seen> | null = null
  const begin = (): Promise<Seen> => {
    waiting = null
    return look()
  }
  return () => {
    if (waiting !== null) return waiting
    const next = last.then(begin, begin)
    waiting = next
    last = next
    return next
  }
}
