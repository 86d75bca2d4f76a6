/**
 * Chooses the policies of a ceiling for a subject. A file is one ceiling for all. A
 * target or a layer is a ceiling for each agent: the policies that the agent is bound to
 * there or, if that is not known, the policies of the same names. If all policies of a
 * target were joined, a single deny would deny everything to everybody.
 */
import type { BoundPolicy } from '../model/decide.ts'
import type { Ceiling, Guardrail } from './guardrail.ts'

/** A subject of a guardrail (held-side.ts). */
export interface UnderCeiling {
  readonly agent: string | null
  readonly bound: readonly BoundPolicy[]
}

/** @returns the policies; [] if the ceiling has none of the subject's policies, which allows nothing. */
export function ceilingOver(
  { atMost, bindings }: Pick<Guardrail, 'atMost' | 'bindings'>,
  subject: UnderCeiling,
): readonly BoundPolicy[] {
  if (atMost === undefined) return []
  if (atMost.bindings === undefined || bindings === 'any') return atMost.policies
  const names = new Set(namesThere(atMost.bindings, subject))
  return atMost.policies.filter(({ name }) => names.has(name))
}

/** A key that is equal for two subjects with equal policies only if their ceilings are equal too. */
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
