/**
 * The vocabulary of policies. The types come from schema/policy.schema.json and are
 * made deeply readonly here: no code edits a policy in place, a change is a new value.
 */
import type * as generated from '../generated/policy.ts'

export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

export type Policy = DeepReadonly<generated.Policy>
export type Spec = DeepReadonly<generated.Spec>
/** A line of `spec.policies`. */
export type Rule = DeepReadonly<generated.Rule>
/** An entry of `spec.approvals`. */
export type Route = DeepReadonly<generated.Route>
export type Delivery = DeepReadonly<generated.Delivery>
export type Permission = Rule['permission']

/** Policies by name. */
export type Policies = ReadonlyMap<string, Spec>

/** Strongest first: the order in which rules win over each other (docs/access-model.md: deny, else approval, else allow). */
export const PERMISSIONS: readonly Permission[] = ['deny', 'approval_required', 'allow']
