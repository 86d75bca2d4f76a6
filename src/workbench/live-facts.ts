import type { LiveFacts } from '../lint/live-facts.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { readLive } from './read-live.ts'
import type { Workbench } from './workbench.ts'

/** Reads the facts that the target knows. @throws as openTarget, StoreFailure. */
export async function liveFacts({ target, context }: Workbench): Promise<LiveFacts> {
  const { reads } = await target()
  const [{ policies, unreadable }, tools, connectors] = await Promise.all([
    readLive(reads),
    reads.tools(),
    reads.connectors(),
  ])
  const specs = new Map(policies.map(({ name, spec }) => [name, spec]))
  const notReady = new Map(
    policies.flatMap(({ name, readiness }) =>
      readiness?.isReady === false ? [[name, readiness.message] as const] : [],
    ),
  )
  const beside = [...new Set(policies.flatMap((policy) => policy.beside ?? []))].sort()
  if (beside.length > 0) context.notify({ kind: 'note', text: besideText(beside) })
  return {
    ...{ policies: specs, notReady, tools, connectors },
    unreadable: new Map(unreadable.map(({ name, fault }) => [name, fault])),
    usedBy: usageOf([...policies, ...unreadable]),
  }
}

function besideText(names: readonly string[]): string {
  return `live policies have fields beside spec that the server sets: ${names.join(', ')}`
}

/** Servers leave out empty fields: if the list shows usage at all, a policy without it has no agent. */
function usageOf(policies: readonly LivePolicy[]): LiveFacts['usedBy'] {
  const isShown = policies.some(({ usedBy }) => usedBy !== null)
  return new Map(policies.map(({ name, usedBy }) => [name, usedBy ?? (isShown ? [] : null)]))
}
