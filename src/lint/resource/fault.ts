/** The parts of the words about a resource. */

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
 * The use of a resource. The same text may let too much in as a grant, and
 * protect nobody as a deny. A rule that requires approval does both: if it is
 * narrowed, an allow takes effect.
 */
export type ResourceUse = 'allow' | 'approval' | 'deny' | 'route'

export interface FaultWords {
  readonly message: string
  readonly hint: string
  /**
   * The resource after the hint was followed, if that is one text: a hint that
   * leads to another error is no hint to follow.
   */
  readonly mended?: string
}

/** Looks for one kind of fault; null where there is none. */
export type Finder = (resource: string, use: ResourceUse) => FaultWords | null

/** Scheme, authority and the rest. */
export const URL_LIKE = /^([^:/?#*]+):\/\/([^/?#]*)(.*)$/s
