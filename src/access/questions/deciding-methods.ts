import { PERMISSIONS, type Spec } from '../../policy/policy.ts'
import { compilePolicy, enclosingRules } from '../compare/compiled-policy.ts'
import { coveringOf } from '../compare/covering.ts'
import { rulesOf } from '../model/reading.ts'

/**
 * Selects the methods for which the rule decides some request of its policy: no stronger rules
 * cover everything that it matches with the method.
 *
 * @param methods upper case, none twice.
 */
export function decidingMethods(spec: Spec, rule: number, methods: readonly string[]): readonly string[] {
  const compiled = compilePolicy(spec)
  const own = compiled.selectors[rule]
  const rules = rulesOf(spec)
  const permission = rules[rule]?.permission
  if (own === undefined || permission === undefined) return []
  const strength = PERMISSIONS.indexOf(permission)
  const stronger = enclosingRules(compiled)
    .of(rule)
    .flatMap((index) => {
      const selector = compiled.selectors[index]
      const other = rules[index]?.permission
      const isStronger = other !== undefined && PERMISSIONS.indexOf(other) < strength
      return selector === undefined || !isStronger ? [] : [{ index, selector }]
    })
  return methods.filter(
    (method) =>
      (own.methods.length === 0 || own.methods.includes(method)) &&
      coveringOf({ ...own, methods: [method] }, stronger) === null,
  )
}
