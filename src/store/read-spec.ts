/** A spec as a server shows it, checked as far as anything in the tool relies on it. */
import type { Spec } from '../policy/policy.ts'
import type { Fields } from '../policy/shape.ts'
import { faultOfSpec } from '../policy/spec-shape.ts'
import type { HttpAnswer } from './answer.ts'
import { assertFaultless, objectOf, withoutNulls } from './answer-shape.ts'

/**
 * Fields that the schema does not know are kept. An empty list of rules, which
 * servers leave out, is there.
 *
 * @throws StoreFailure answer-invalid.
 */
export function readSpec(answer: HttpAnswer, value: unknown, at: string): Spec {
  const fields = objectOf(answer, withoutNulls(answer, value, at), at)
  const spec: Fields = fields.policies === undefined ? { policies: [], ...fields } : fields
  assertFaultless(answer, faultOfSpec(spec, at))
  return spec as unknown as Spec
}
