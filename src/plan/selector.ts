/**
 * A rule is a permission and a selector (methods, resource, tags). The order of
 * writes relies on one fact only: equal selectors match equal requests. It holds
 * under every reading of docs/access-model.md.
 */

import { canonicalRule, canonicalText } from '../policy/canonical.ts'
import { groupBy } from '../policy/group-by.ts'
import { PERMISSIONS, type Rule, type Spec } from '../policy/policy.ts'

/** A key that is equal for selectors that mean the same to the API. */
export function selectorKeyOf(rule: Rule): string {
  const { permission: _permission, ...selector } = canonicalRule(rule)
  return canonicalText(selector)
}

/** The rules of a spec by selector; none for an absent policy. */
export function rulesBySelector(spec: Spec | null): ReadonlyMap<string, readonly Rule[]> {
  return groupBy(spec?.policies ?? [], selectorKeyOf)
}

/**
 * The combined permission of the rules of one selector; 'unknown': one of the rules
 * has another permission than the three.
 */
export type Effect = 'none' | 'allow' | 'approval_required' | 'deny' | 'unknown'

/** Returns the strongest permission among the rules of one selector: deny, else approval_required, else allow. */
export function effectOf(rules: readonly Rule[] = []): Effect {
  if (rules.length === 0) return 'none'
  if (!rules.every(hasKnownPermission)) return 'unknown'
  return PERMISSIONS.find((permission) => rules.some((rule) => rule.permission === permission)) ?? 'unknown'
}

/** The API may return permissions that the schema does not know. */
export function hasKnownPermission({ permission }: Rule): boolean {
  return PERMISSIONS.includes(permission)
}
