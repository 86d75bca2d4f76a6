/** The smallest edits that would turn a decision into another one; each is tried with the plain evaluator. */
import { PERMISSIONS, type Permission, type Rule, type Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { type BoundPolicy, decide, type RuleRef, traceRules } from '../model/decide.ts'
import { rulesOf } from '../model/reading.ts'
import { normaliseUrl } from '../model/url.ts'

export interface SmallestEdits {
  /** The decision after the edits. */
  readonly decision: Permission
  readonly edits: readonly RuleEdit[]
}

export type RuleEdit =
  | ({ readonly edit: 'set' } & RuleRef & { readonly permission: Permission })
  /** `policy` is null if no policy or several are bound: then a person must choose which one gets the rule. */
  | { readonly edit: 'add'; readonly policy: string | null; readonly rule: Rule }

/** @returns edits for each other decision, in the order of `PERMISSIONS`. */
export function smallestEdits(request: Request, bound: readonly BoundPolicy[]): readonly SmallestEdits[] {
  const { decision, because } = decide(request, bound)
  return PERMISSIONS.filter((permission) => permission !== decision).map((wanted) => ({
    decision: wanted,
    edits: editsTowards(wanted, request, { bound, because }),
  }))
}

/** The policies after the edits; an edit without a policy gets a new one. */
export function withEdits(bound: readonly BoundPolicy[], edits: readonly RuleEdit[]): readonly BoundPolicy[] {
  return edits.reduce<readonly BoundPolicy[]>(withEdit, bound)
}

function editsTowards(
  wanted: Permission,
  request: Request,
  { bound, because }: { bound: readonly BoundPolicy[]; because: readonly RuleRef[] },
): readonly RuleEdit[] {
  const matching = traceRules(request, bound).filter(({ matched }) => matched)
  const stronger = matching.filter(({ permission }) => isStronger(permission, wanted))
  const [first] = because
  // A weaker decision only needs one rule to say more, a stronger one needs all that withhold to give way.
  const toChange = stronger.length > 0 ? stronger : first === undefined || because.length > 1 ? [] : [first]
  if (toChange.length === 0) return [addition(wanted, request, bound)]
  return toChange.map(({ policy, rule }) => ({ edit: 'set', policy, rule, permission: wanted }))
}

/** A permission that is misspelt has no vote, so no rule needs to give way for it. */
function isStronger(permission: string, than: Permission): boolean {
  return PERMISSIONS.some((one, index) => one === permission && index < PERMISSIONS.indexOf(than))
}

function addition(permission: Permission, { method, url }: Request, bound: readonly BoundPolicy[]): RuleEdit {
  const rule = { permission, operations: [method.toUpperCase()], resource: normaliseUrl(url) ?? url }
  const [only, ...others] = bound
  return { edit: 'add', policy: others.length === 0 ? (only?.name ?? null) : null, rule }
}

function withEdit(bound: readonly BoundPolicy[], edit: RuleEdit): readonly BoundPolicy[] {
  if (edit.edit === 'add' && edit.policy === null)
    return [...bound, { name: 'new', spec: { policies: [edit.rule] } }]
  return bound.map((policy) =>
    policy.name === edit.policy ? { ...policy, spec: edited(policy.spec, edit) } : policy,
  )
}

function edited(spec: Spec, edit: RuleEdit): Spec {
  const rules = rulesOf(spec)
  const policies =
    edit.edit === 'add'
      ? [...rules, edit.rule]
      : rules.map((rule, index) => (index === edit.rule ? { ...rule, permission: edit.permission } : rule))
  return { ...spec, policies }
}
