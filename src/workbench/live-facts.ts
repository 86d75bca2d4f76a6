import type { LiveFacts } from '../lint/live-facts.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { readLive } from './read-live.ts'
import type { Workbench } from './workbench.ts'

/** What the target knows. @throws as openTarget, StoreFailure. */
export async function liveFacts(workbench: Workbench): Promise<LiveFacts> {
  const { reads } = await workbench.target()
  const [{ policies }, tools, connectors] = await Promise.all([
    readLive(reads),
    reads.tools(),
    reads.connectors(),
  ])
  const specs = new Map(policies.map(({ name, spec }) => [name, spec]))
  return { policies: specs, tools, connectors, usedBy: usageOf(policies) }
}

/** Servers leave out what is empty: in a list that shows usage at all, a policy without it is used by nobody. */
function usageOf(policies: readonly LivePolicy[]): LiveFacts['usedBy'] {
  const isShown = policies.some(({ usedBy }) => usedBy !== null)
  return new Map(policies.map(({ name, usedBy }) => [name, usedBy ?? (isShown ? [] : null)]))
}
