import type { Invocation } from '../commands/command.ts'
import type { LiveFacts } from '../lint/live-facts.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Project } from './project.ts'
import { openTarget } from './target.ts'

/** What the target knows; three requests. @throws as openTarget, StoreFailure. */
export async function liveFacts(invocation: Invocation, project: Project): Promise<LiveFacts> {
  const target = await openTarget(invocation, project)
  try {
    const [policies, tools, connectors] = await Promise.all([
      target.reads.list(),
      target.reads.tools(),
      target.reads.connectors(),
    ])
    const specs = new Map(policies.map(({ name, spec }) => [name, spec]))
    return { policies: specs, tools, connectors, usedBy: usageOf(policies) }
  } finally {
    await target.close()
  }
}

/** Servers leave out what is empty: in a list that shows usage at all, a policy without it is used by nobody. */
function usageOf(policies: readonly LivePolicy[]): LiveFacts['usedBy'] {
  const isShown = policies.some(({ usedBy }) => usedBy !== null)
  return new Map(policies.map(({ name, usedBy }) => [name, usedBy ?? (isShown ? [] : null)]))
}
