/** What the words about a resource are made of. */

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
 * What a resource is written for. The same text may let too much in where it
 * grants, and protect nobody where it denies. What asks for an approval does
 * both: where it is narrowed, an allow comes to count.
 */
export type ResourceUse = 'allow' | 'approval' | 'deny' | 'route'

export interface FaultWords {
  readonly message: string
  readonly hint: string
  /** What the hint comes to, where that is one text: with an error of its own it is no hint to follow. */
  readonly mended?: string
}

/** Looks for one kind of fault; null where there is none. */
export type Finder = (resource: string, use: ResourceUse) => FaultWords | null

/** Scheme, authority and the rest. */
export const URL_LIKE = /^([^:/?#*]+):\/\/([^/?#]*)(.*)$/s
