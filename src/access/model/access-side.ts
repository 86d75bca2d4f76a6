import type { Bindings } from '../../policy/binding.ts'
import type { Policies } from '../../policy/policy.ts'

/** One side of a comparison: the policies, and their bindings. */
export interface AccessSide {
  readonly policies: Policies
  readonly bindings: Bindings
}
