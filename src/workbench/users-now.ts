import type { LiveBindings } from '../policy/live-bindings.ts'
import { readLive } from './read-live.ts'
import type { Reads } from './retried-reads.ts'

/**
 * Finds the agents that have a policy just before it is deleted. It reads the
 * configurations of agents again if it can, since `used_by` may lag behind. No
 * answer is older than its question: a caller that asks during a read waits for
 * the next one, and shares it with all callers that wait.
 * @returns a function of the policy and its `used_by`. @throws StoreFailure.
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

/** Makes a function that starts a new look for its callers, one look at a time. If a look fails, all that waited for it fail. */
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
