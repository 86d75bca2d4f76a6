/** A spec as a server shows it, checked as far as anything in the tool relies on it. */
import type { Spec } from '../policy/policy.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import { faultOfSpec } from '../policy/spec-shape.ts'
import type { Answer } from './answer.ts'
import { assertFaultless, objectOf, withoutNulls } from './answer-shape.ts'

/**
 * Fields that the schema does not know are kept. Empty lists of rules and
 * names of routes, which servers leave out, are there.
 *
 * @throws StoreFailure answer-invalid.
 */
export function readSpec(answer: Answer, value: unknown, at: string): Spec {
  const fields = objectOf(answer, withoutNulls(answer, value, at), at)
  const spec: Fields = fields.policies === undefined ? { policies: [], ...fields } : fields
  assertFaultless(answer, faultOfSpec(spec, at))
  if (!Array.isArray(spec.approvals)) return spec as unknown as Spec
  return { ...spec, approvals: spec.approvals.map(named) } as unknown as Spec
}

function named(route: unknown): unknown {
  return isFields(route) && route.name === undefined ? { name: '', ...route } : route
}
