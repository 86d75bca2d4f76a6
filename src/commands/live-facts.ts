import type { LiveFacts } from '../lint/live-facts.ts'
import type { Invocation } from './command.ts'
import type { Project } from './project.ts'
import { openTarget } from './target.ts'

/** What the target knows beside its policies; three requests. @throws as openTarget, StoreFailure. */
export async function liveFacts(invocation: Invocation, project: Project): Promise<LiveFacts> {
  const target = await openTarget(invocation, project)
  try {
    const [policies, tools, connectors] = await Promise.all([
      target.store.list(),
      target.store.tools(),
      target.store.connectors(),
    ])
    return { tools, connectors, usedBy: new Map(policies.map(({ name, usedBy }) => [name, usedBy])) }
  } finally {
    await target.close()
  }
}
