/** Reads a spec of a server, and checks every field that policyctl relies on. */
import type { Spec } from '../policy/policy.ts'
import { type Fault, type Fields, isFields } from '../policy/shape.ts'
import { faultOfSpec } from '../policy/spec-shape.ts'
import type { HttpAnswer } from './answer.ts'
import { assertFaultless, objectOf, withoutNulls } from './answer-shape.ts'

/**
 * Keeps fields that the schema does not know. A missing list of rules is read as an
 * empty one, since servers leave empty lists out.
 *
 * @throws StoreFailure answer-invalid.
 */
export function readSpec(answer: HttpAnswer, value: unknown, at: string): Spec {
  const fields = objectOf(answer, withoutNulls(answer, value, at), at)
  assertFaultless(answer, faultOfShownSpec(fields, at))
  return shownSpec(fields)
}

/** @param value a spec without fields that are null. */
export function faultOfShownSpec(value: unknown, at: string): Fault {
  return faultOfSpec(isFields(value) ? withRules(value) : value, at)
}

/** @param value a spec without a fault. */
export function shownSpec(value: unknown): Spec {
  return withRules(value as Fields) as unknown as Spec
}

function withRules(fields: Fields): Fields {
  return fields.policies === undefined ? { policies: [], ...fields } : fields
}
