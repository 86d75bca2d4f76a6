/**
 * Reads the workspace: its policies, and the agents that have them. The agents'
 * own configurations count before `used_by`, if the key may read them; that costs
 * one request for each agent, several at a time.
 */
import pLimit from 'p-limit'
import { type Binding, bindingsOf } from '../policy/binding.ts'
import { bindingsFromUsage, type LiveBindings } from '../policy/live-bindings.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import type { AgentPolicies } from '../store/policy-store.ts'
import type { Reads } from './retried-reads.ts'

export interface LiveWorkspace {
  /** Sorted by name. `usedBy` is from the agents' configurations if these are known. */
  readonly policies: readonly LivePolicy[]
  readonly bindings: LiveBindings
  /** Policies that cannot be read. They are never written or deleted, and their access is not known. */
  readonly unreadable: readonly UnreadablePolicy[]
}

/** @throws StoreFailure. */
export async function readLive(reads: Reads): Promise<LiveWorkspace> {
  const [listed, agents] = await Promise.all([reads.list(), reads.agents()])
  const unreadable = reads.unreadable()
  const bindings = await bindingsOfAgents(reads, [...listed, ...unreadable], agents)
  const users = usersByPolicy(bindings)
  const withUsers = <Policy extends LivePolicy>(policy: Policy): Policy => ({
    ...policy,
    ...usersOf(policy, users, bindings),
  })
  return {
    policies: listed.map(withUsers),
    bindings,
    unreadable: unreadable.map(withUsers),
  }
}

/** Requests at a time. */
const AT_ONCE = 8
/** If the first few cannot be read, the others cannot either. */
const PROBES = 3

async function bindingsOfAgents(
  reads: Reads,
  policies: readonly LivePolicy[],
  agents: readonly string[] | null,
): Promise<LiveBindings> {
  const usage = bindingsFromUsage(policies)
  const names = [...new Set([...(agents ?? []), ...usage.agents])].sort()
  const usagePairs = bindingsOf(usage.pairs)
  const configs = await configsOf(reads, names)
  // If no configuration was readable, 'gone' proves nothing: a server without configurations answers so, too. So does one that is asked, by the
  // bare name, for an agent of a namespace that it does not serve.
  const served = new Set([...configs].flatMap(([name, config]) => (isConfig(config) ? [spaceOf(name)] : [])))
  const listed = new Set(agents ?? [])
  const isGone = (name: string): boolean =>
    configs.get(name) === 'gone' && served.has(spaceOf(name)) && !listed.has(name)
  const gone = names.filter(isGone)
  const present = names.filter((name) => !isGone(name))
  const pairs = present.flatMap((agent): readonly Binding[] => {
    const config = configs.get(agent)
    const names: readonly string[] = Array.isArray(config) ? config : (usagePairs.get(agent) ?? [])
    return names.map((policy) => ({ agent, policy }))
  })
  // A configuration without a field for policies means none, unless `used_by` names the agent.
  const isKnown = (agent: string): boolean => {
    const config = configs.get(agent)
    return Array.isArray(config) || (config === 'unsaid' && !usagePairs.has(agent))
  }
  const configured = new Set(present.filter(isKnown))
  // Without a list of agents, only `used_by` says who there is.
  const isAllKnown = agents !== null && configured.size === present.length
  const source = present.length === 0 ? 'documents' : isAllKnown ? 'config' : 'used_by'
  return { source, agents: new Set(present), pairs, configured, gone }
}

function spaceOf(agent: string): string {
  return agent.slice(0, agent.indexOf('/'))
}

function isConfig(config: AgentPolicies): boolean {
  return Array.isArray(config) || config === 'unsaid'
}

async function configsOf(
  reads: Reads,
  names: readonly string[],
): Promise<ReadonlyMap<string, AgentPolicies>> {
  const limit = pLimit(AT_ONCE)
  const ask = (some: readonly string[]) =>
    Promise.all(some.map((agent) => limit(async () => [agent, await reads.agentPolicies(agent)] as const)))
  const first = await ask(names.slice(0, PROBES))
  if (!first.some(([, config]) => isConfig(config))) return new Map(first)
  return new Map([...first, ...(await ask(names.slice(PROBES)))])
}

function usersByPolicy({ pairs }: LiveBindings): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>()
  for (const { agent, policy } of pairs) {
    const known = users.get(policy)
    if (known === undefined) users.set(policy, new Set([agent]))
    else known.add(agent)
  }
  return users
}

/** An agent's own configuration counts if it can be read, else `used_by`; an agent that is gone has nothing. */
function usersOf(
  { name, usedBy }: LivePolicy,
  users: ReadonlyMap<string, ReadonlySet<string>>,
  { source }: LiveBindings,
): Pick<LivePolicy, 'usedBy'> {
  const known = users.get(name)
  if (known === undefined && usedBy === null && source !== 'config') return { usedBy: null }
  return { usedBy: [...(known ?? [])].sort() }
}
