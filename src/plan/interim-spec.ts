/**
 * Computes the interim spec of two versions of a policy, their meet: on every request
 * it votes no more than either of them, in the order deny ⊑ none ⊑ allow, deny ⊑
 * approval ⊑ allow. A policy has it while several policies change together
 * (docs/decisions/0040-order-of-writes.md).
 */
import { canonicalRoute, canonicalText } from '../policy/canonical.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { effectOf, rulesBySelector } from './selector.ts'

/** The spec of a meet without rules, since the API refuses a policy without rules. It denies no existing host. */
export const DENY_NOTHING: Spec = {
  policies: [{ permission: 'deny', resource: 'https://policyctl.invalid/*' }],
}

/**
 * @param before null: absent, which votes none.
 * @returns null if the policy should be absent meanwhile.
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

/** The rule of the meet for one selector. @param old, now the rules of both versions with this selector. */
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

/** The routes of the only version that requires approval, or of both if they are equal; null if they differ. */
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
