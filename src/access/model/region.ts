/**
 * A region: requests whose decision or route changed, in the words of the
 * `plan`, `diff` and `drift` documents (schema/diff.schema.json, Region). Every key is
 * always present.
 */
import type { CanonicalEntry } from '../../policy/canonical.ts'
import type { Permission } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'

export type Decision = Permission
/** The vote of one policy alone on a request. */
export type Vote = Permission | 'none'
export type Direction = 'wider' | 'narrower' | 'mixed' | 'rerouted'

/** The route that an approval takes. */
export interface RouteTaken {
  readonly policy: string
  /** Index in `spec.approvals`, from 0. */
  readonly route: number
  readonly name: string
  readonly approvers: { readonly groups: readonly string[]; readonly match: 'any' | 'all' }
  readonly duration: string | null
  readonly delivery: CanonicalEntry | null
}

/**
 * A set of requests. A request belongs to it when its method is among `operations` and
 * not among `exceptOperations`, `resource` matches its URL and no pattern of
 * `exceptResources` does, all of `withTags` and none of `withoutTags` are on
 * the tool, and so for tools and capabilities (empty = any).
 */
export interface RequestExtent {
  readonly operations: readonly string[]
  readonly exceptOperations: readonly string[]
  /** Pattern, '*' for every URL. */
  readonly resource: string
  readonly exceptResources: readonly string[]
  readonly withTags: readonly string[]
  readonly withoutTags: readonly string[]
  readonly tools: readonly string[]
  readonly exceptTools: readonly string[]
  readonly capabilities: readonly string[]
  readonly exceptCapabilities: readonly string[]
}

/** The requests whose decision, vote or route changes in the same way for the same agents. */
export interface Region extends RequestExtent {
  /** `namespace/name`; empty for a policy that is bound to no known agent. */
  readonly agents: readonly string[]
  /** The policies whose change makes the difference. */
  readonly policies: readonly string[]
  readonly before: Vote
  readonly after: Vote
  readonly direction: Direction
  readonly routeBefore: RouteTaken | null
  readonly routeAfter: RouteTaken | null
  /** A request of the region, confirmed by the plain evaluator. */
  readonly witness: Request
  /** Always true: the region contains exactly the requests that its words name. */
  readonly exact: true
}

export const EVERY_REQUEST: RequestExtent = {
  operations: ['*'],
  exceptOperations: [],
  resource: '*',
  exceptResources: [],
  withTags: [],
  withoutTags: [],
  tools: [],
  exceptTools: [],
  capabilities: [],
  exceptCapabilities: [],
}
