/** Finds grants beside a path that a guardrail guards: a path that a gateway resolves could lead there. */
import type { Request } from '../../policy/request.ts'
import { type BoundPolicy, decide, type RuleRef } from '../model/decide.ts'
import { matchesPattern, parsePattern } from '../model/pattern.ts'
import { rulesOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { detourRequests, pathsOf } from './detour-grants.ts'
import type { Guardrail } from './guardrail.ts'
import { breaks } from './guardrail-breach.ts'
import { type GuardrailSubject, type HeldSide, nearOnly } from './held-side.ts'

export interface GuardrailDetour {
  readonly guardrail: string
  readonly grant: RuleRef
  /** The request that is sent. */
  readonly request: Request
  readonly resolved: string
}

/** @returns at most one for each guardrail and policy. @throws PolicyctlError policies-entangled */
export function guardrailDetours(
  guardrails: readonly Guardrail[],
  held: HeldSide,
): readonly GuardrailDetour[] {
  return guardrails.flatMap((guardrail) => {
    const { resource } = guardrail.on ?? {}
    if (resource === undefined || guardrail.atMost !== undefined) return []
    const near = held.near(resource, 'pinned')
    const found = new Map<string, GuardrailDetour>()
    for (const subject of held.subjects(guardrail))
      for (const policy of nearOnly(subject.bound, near))
        if (!found.has(policy.name)) {
          const detour = detourOf(policy, subject, { guardrail, resource })
          if (detour !== null) found.set(policy.name, detour)
        }
    return [...found.values()]
  })
}

function detourOf(
  policy: BoundPolicy,
  { bound }: GuardrailSubject,
  { guardrail, resource }: { readonly guardrail: Guardrail; readonly resource: string },
): GuardrailDetour | null {
  const guarded = { methods: methodsMeant(guardrail), tags: guardrail.on?.tags ?? [] }
  const rules = rulesOf(policy.spec)
  for (const [rule, selector] of selectorsOf(policy.spec).rules.entries())
    for (const path of rules[rule]?.permission === 'deny' ? [] : pathsOf(resource))
      for (const { request, url, resolved } of detourRequests(selector, guarded, path)) {
        if (matchesText(resource, url) || !matchesText(resource, resolved)) continue
        const { decision, because, route } = decide(request, bound)
        if (because.length > 0 && breaks({ vote: decision, route }, guardrail))
          return { guardrail: guardrail.name, grant: { policy: policy.name, rule }, request, resolved }
      }
  return null
}

function matchesText(resource: string, url: string): boolean {
  return matchesPattern(parsePattern(resource), url)
}

/** Upper case; empty: every method. */
export function methodsMeant({ on }: Guardrail): readonly string[] {
  const methods = (on?.operations ?? []).map((method) => method.toUpperCase())
  return methods.includes('*') ? [] : methods
}
