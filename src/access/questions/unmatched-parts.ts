/** Finds parts of a guardrail that match nothing, so that it could never be broken. */
import type { AccessSide } from '../model/access-side.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { meaninglessBecause } from '../model/meaningless-pattern.ts'
import { METHODS, routesOf, rulesOf, textsOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import type { Guardrail, Unmatched } from './guardrail.ts'
import { meantAgents } from './held-side.ts'

/** @returns the parts in the order operations, resource, agents, atMost. */
export function unmatchedParts(guardrail: Guardrail, side: AccessSide): readonly Unmatched[] {
  const { on = {}, agents = [] } = guardrail
  return [
    ...unknownMethods(on.operations ?? [], side),
    ...meaninglessResource(on.resource),
    ...unknownAgents(agents, side),
    ...(guardrail.atMost?.policies ?? []).flatMap(unmatchedInCeiling),
  ]
}

/** Rules of a ceiling that match nothing: a deny without effect would make the ceiling too wide. */
function unmatchedInCeiling({ name, spec }: BoundPolicy): readonly Unmatched[] {
  const entries = [
    ...rulesOf(spec).map((rule, index) => ({ entry: rule, value: `${name}#${index}` })),
    ...routesOf(spec).map((route, index) => ({ entry: route, value: `${name} route ${index}` })),
  ]
  return entries.flatMap(({ entry, value }): readonly Unmatched[] => {
    const [method] = textsOf(entry.operations).filter(isNoMethod)
    if (method !== undefined)
      return [{ part: 'atMost', value, reason: `names ${method}, which is not an HTTP method` }]
    const why = entry.resource ? meaninglessBecause(entry.resource) : null
    return why === null ? [] : [{ part: 'atMost', value, reason: `matches no real request: ${why}` }]
  })
}

function isNoMethod(method: string): boolean {
  return method !== '*' && !METHODS.includes(method.toUpperCase())
}

/** Methods that neither HTTP nor a rule names. */
function unknownMethods(operations: readonly string[], side: AccessSide): readonly Unmatched[] {
  const odd = operations.filter(isNoMethod)
  if (odd.length === 0) return []
  const named = new Set(
    [...side.policies.values()].flatMap((spec) => selectorsOf(spec).rules.flatMap(({ methods }) => methods)),
  )
  return odd
    .filter((method) => !named.has(method.toUpperCase()))
    .map((value) => ({ part: 'operations', value, reason: 'is not an HTTP method' }))
}

function meaninglessResource(resource: string | undefined): readonly Unmatched[] {
  const why = resource === undefined || resource === '' ? null : meaninglessBecause(resource)
  return why === null
    ? []
    : [{ part: 'resource', value: resource ?? '', reason: `matches no real request: ${why}` }]
}

function unknownAgents(agents: readonly string[], side: AccessSide): readonly Unmatched[] {
  return agents
    .filter((glob) => meantAgents([glob], side).length === 0)
    .map((value) => ({ part: 'agents', value, reason: 'is not an agent that is known' }))
}

/** Named agents that are bound to a policy that does not exist: nobody knows what they may do. */
export function boundToNothing({ agents, bindings }: Guardrail, side: AccessSide): readonly Unmatched[] {
  if (agents === undefined || bindings === 'any') return []
  return meantAgents(agents, side).flatMap((value): readonly Unmatched[] => {
    const missing = (side.bindings.get(value) ?? []).filter((name) => !side.policies.has(name))
    if (missing.length === 0) return []
    return [
      {
        part: 'agents',
        value,
        reason: `is bound to ${missing.join(', ')}, and no policy here has that name: write it, or take it out of 'without' if that drops it here`,
      },
    ]
  })
}
