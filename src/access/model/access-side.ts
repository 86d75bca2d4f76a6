import type { Bindings } from '../../policy/binding.ts'
import type { Policies } from '../../policy/policy.ts'

/** One side of a comparison: what the policies say, and who is bound to them. */
export interface AccessSide {
  readonly policies: Policies
  readonly bindings: Bindings
}
