/**
 * Chooses what a ceiling lets somebody do. A file is one ceiling for all. A
 * target or a layer is one for each agent: what the agent is bound to there,
 * or, where nobody says, what policies of the same names come to there. If all its policies were
 * joined, a single deny in them would deny the ceiling to everybody.
 */
import type { BoundPolicy } from '../model/decide.ts'
import type { Ceiling, Guardrail } from './guardrail.ts'

/** A subject of a guardrail (held-side.ts). */
export interface UnderCeiling {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
}

/** @returns [] too where the ceiling has none of the subject's policies: nothing is allowed then. */
export function ceilingOver(
  { atMost, bindings }: Pick<Guardrail, 'atMost' | 'bindings'>,
  subject: UnderCeiling,
): readonly BoundPolicy[] {
  if (atMost === undefined) return []
  if (atMost.bindings === undefined || bindings === 'any') return atMost.policies
  const names = new Set(namesThere(atMost.bindings, subject))
  return atMost.policies.filter(({ name }) => names.has(name))
}

/** A text that two subjects share only if what they are held against is the same, where their policies are. */
export function ceilingKey(
  { atMost, bindings }: Pick<Guardrail, 'atMost' | 'bindings'>,
  agent: string | null,
): string {
  if (atMost?.bindings === undefined || bindings === 'any' || agent === null) return ''
  return JSON.stringify(atMost.bindings.get(agent) ?? null)
}

function namesThere(
  there: NonNullable<Ceiling['bindings']>,
  { agent, bound }: UnderCeiling,
): readonly string[] {
  const own = agent === null ? undefined : there.get(agent)
  return own ?? bound.map(({ name }) => name)
}
