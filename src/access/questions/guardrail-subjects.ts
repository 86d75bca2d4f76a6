/**
 * Whom a guardrail is held against: agents with what they are bound to, and
 * single policies where any binding may come.
 */
import { matchesAnyGlob } from '../../policy/name-glob.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, policiesOf } from '../model/decide.ts'
import type { Guardrail } from './guardrail.ts'

/** Somebody it has to hold for: the policies of an agent, or one policy alone. */
export interface GuardrailSubject {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
  /** Policies that may be bound besides, `bound` included; they can only lend their routes. */
  readonly others: readonly BoundPolicy[]
}

/**
 * Every known agent, and each policy that is bound to none of them as if an
 * agent had it alone: without known bindings (offline, say) a guardrail would
 * otherwise hold for nobody and be called proven.
 */
export function guardrailSubjects(guardrail: Guardrail, side: AccessSide): readonly GuardrailSubject[] {
  if (guardrail.bindings === 'any') return singlePolicies(side)
  const agents = meantAgents(guardrail.agents, side).map((agent) => ({
    agent,
    bound: policiesOf(side, agent),
    others: [],
  }))
  if (guardrail.agents !== undefined) return agents
  const bound = new Set([...side.bindings.values()].flat())
  const unbound = singlePolicies(side).filter(
    ({ bound: [policy] }) => policy !== undefined && !bound.has(policy.name),
  )
  return [...agents, ...unbound.map((subject) => ({ ...subject, others: [] }))]
}

/** Agents that the globs name, by their whole name or the bare one; absent: all. */
export function meantAgents(
  globs: readonly string[] | undefined,
  { bindings }: AccessSide,
): readonly string[] {
  const isMeant = (name: string): boolean => globs === undefined || matchesAnyGlob(globs, name)
  return [...bindings.keys()].filter(
    (agent) => isMeant(agent) || isMeant(agent.slice(agent.indexOf('/') + 1)),
  )
}

/** Whatever a set of policies lets through, one policy of it lets through alone: the others can only withhold. */
function singlePolicies(side: AccessSide): readonly GuardrailSubject[] {
  const all = [...side.policies].map(([name, spec]) => ({ name, spec }))
  return all.map((policy) => ({ agent: null, bound: [policy], others: all }))
}

/** Agents with the same policies stand or fall together. */
export function distinctSubjects(subjects: readonly GuardrailSubject[]): readonly GuardrailSubject[] {
  const bySet = new Map<string, GuardrailSubject>()
  for (const subject of subjects) {
    const key = JSON.stringify(subject.bound.map(({ name }) => name))
    if (!bySet.has(key)) bySet.set(key, subject)
  }
  return [...bySet.values()]
}
