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
 * grants, and protect nobody where it denies.
 */
export type ResourceUse = 'grant' | 'deny' | 'route'

export interface FaultWords {
  readonly message: string
  readonly hint: string
}

/** Looks for one kind of fault; null where there is none. */
export type Finder = (resource: string, use: ResourceUse) => FaultWords | null

/** Scheme, authority and the rest. */
export const URL_LIKE = /^([^:/?#*]+):\/\/([^/?#]*)(.*)$/s
