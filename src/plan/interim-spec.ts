/**
 * The meet of two versions of a policy: on every request it votes no more
 * than either of them, in the order deny ⊑ none ⊑ allow, deny ⊑ approval ⊑
 * allow. It is what a policy holds while several of them change together
 * (docs/decisions/0040-order-of-writes.md).
 */
import { canonicalRoute, canonicalText } from '../policy/canonical.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { effectOf, rulesBySelector } from './selector.ts'

/** Stands where a meet has no rules, since the API refuses a policy without rules; it denies nothing that exists. */
export const DENY_NOTHING: Spec = {
  policies: [{ permission: 'deny', resource: 'https://policyctl.invalid/*' }],
}

/**
 * @param before null: absent, which votes none.
 * @returns null where the policy should be absent meanwhile.
 */
export function interimSpec(before: Spec | null, after: Spec | null): Spec | null {
  const [old, now] = [rulesBySelector(before), rulesBySelector(after)]
  const routes = commonRoutes(before, after)
  const rules = [...new Set([...now.keys(), ...old.keys()])].flatMap((selector) => {
    const rule = interimRule(old.get(selector), now.get(selector))
    return rule?.permission === 'approval_required' && routes === null ? [denied(rule)] : (rule ?? [])
  })
  if (rules.length === 0) return before === null || after === null ? null : DENY_NOTHING
  const asks = rules.some(({ permission }) => permission === 'approval_required')
  return asks && routes !== null && routes.length > 0
    ? { policies: rules, approvals: routes }
    : { policies: rules }
}

/** Rules of one selector in either version → the rule of the meet. */
function interimRule(old: readonly Rule[] = [], now: readonly Rule[] = []): Rule | null {
  const [rule] = [...now, ...old]
  if (rule === undefined) return null
  const effects = [effectOf(old), effectOf(now)]
  if (effects.includes('deny') || effects.includes('unknown')) return denied(rule)
  if (effects.includes('approval_required')) {
    return effects.includes('none') ? denied(rule) : { ...rule, permission: 'approval_required' }
  }
  return effects.includes('none') ? null : { ...rule, permission: 'allow' }
}

function denied(rule: Rule): Rule {
  return { ...rule, permission: 'deny' }
}

/** The routes of the only side that asks, or of both where they are equal; null where they differ. */
function commonRoutes(before: Spec | null, after: Spec | null): readonly Route[] | null {
  const [old, now] = [before?.approvals ?? [], after?.approvals ?? []]
  if (!hasApproval(before)) return now
  if (!hasApproval(after)) return old
  const text = (routes: readonly Route[]): string => canonicalText(routes.map(canonicalRoute))
  return text(old) === text(now) ? now : null
}

function hasApproval(spec: Spec | null): boolean {
  return spec?.policies.some(({ permission }) => permission === 'approval_required') ?? false
}
