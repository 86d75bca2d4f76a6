/** The words about a fault of a resource. */

export type ResourceCheck =
  | 'userinfo-in-resource'
  | 'effectively-any-resource'
  | 'wildcard-in-host'
  | 'unsupported-pattern'
  | 'missing-host-delimiter'
  | 'never-matches'
  | 'query-or-fragment'
  | 'wildcard-not-suffix'
  | 'non-canonical-url'

/**
 * The use of a resource. The same text may allow too much in a grant, and deny nothing
 * in a deny. A rule that requires approval does both: if it is narrowed, an allow may
 * take effect.
 */
export type ResourceUse = 'allow' | 'approval' | 'deny' | 'route'

export interface FaultWords {
  readonly message: string
  readonly hint: string
  /**
   * The resource after following the hint, if that is one text. If it has another
   * fault, the hint says more (resource-fault.ts).
   */
  readonly fixed?: string
}

/** Looks for one kind of fault; null if there is none. */
export type Finder = (resource: string, use: ResourceUse) => FaultWords | null

/** Scheme, authority and the rest. */
export const URL_LIKE = /^([^:/?#*]+):\/\/([^/?#]*)(.*)$/s
