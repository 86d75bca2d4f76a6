/**
 * Every reading of what the documentation leaves open (docs/access-model.md),
 * in a plain evaluator that shares no code with the engine: what is said to
 * hold under each of them is tried under each of them.
 */
import type { Rule, Spec } from '../../src/policy/policy.ts'

export interface Call {
  readonly method: string
  readonly url: string
  readonly tags: readonly string[]
}

export interface Reading {
  /** Of a rule with a resource and tags: one of them is enough. */
  readonly isEither: boolean
  /** A rule with neither matches everything, else nothing. */
  readonly isNeitherAll: boolean
  /** A '*' before the end is a letter. */
  readonly isStarLiteral: boolean
  /** Scheme, host, port and path are compared as they are written. */
  readonly isUrlExact: boolean
  /** A query is part of the URL. */
  readonly hasQuery: boolean
}

const BOTH = [false, true]

export const READINGS: readonly Reading[] = BOTH.flatMap((isEither) =>
  BOTH.flatMap((isNeitherAll) =>
    BOTH.flatMap((isStarLiteral) =>
      BOTH.flatMap((isUrlExact) =>
        BOTH.map((hasQuery) => ({ isEither, isNeitherAll, isStarLiteral, isUrlExact, hasQuery })),
      ),
    ),
  ),
)

const STRENGTH = { allow: 1, approval_required: 2, deny: 3 }

/** 0 none, 1 allow, 2 approval, 3 deny: of several the greatest. */
export function voteUnder(spec: Spec, call: Call, reading: Reading): number {
  return Math.max(
    0,
    ...spec.policies.map((rule) => (isHit(rule, call, reading) ? STRENGTH[rule.permission] : 0)),
  )
}

function isHit(rule: Rule, call: Call, reading: Reading): boolean {
  const { operations = [], resource = '', tags = [] } = rule
  if (operations.length > 0 && !operations.some((method) => method.toUpperCase() === call.method))
    return false
  const hasTag = tags.some((tag) => call.tags.includes(tag))
  if (resource === '') return tags.length === 0 ? reading.isNeitherAll : hasTag
  const hasUrl = isUrlHit(resource, call.url, reading)
  if (tags.length === 0) return hasUrl
  return reading.isEither ? hasUrl || hasTag : hasUrl && hasTag
}

function isUrlHit(resource: string, url: string, reading: Reading): boolean {
  const written = (text: string): string => {
    const asked = reading.hasQuery ? text : text.replace(/[?#].*$/, '')
    return reading.isUrlExact ? asked : normal(asked)
  }
  const pattern = written(resource)
  const pieces = pattern.endsWith('*') ? [pattern.slice(0, -1), ''] : [pattern]
  const parts = reading.isStarLiteral ? pieces : pattern.split('*')
  const source = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('[^]*')
  return new RegExp(`^${source}$`).test(written(url))
}

function normal(url: string): string {
  const [, scheme = '', host = '', path = ''] = /^([a-z]+):\/\/([^/]*)(.*)$/i.exec(url) ?? []
  if (scheme === '') return url
  const origin = `${scheme}://${host}`.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')
  return `${origin}${path === '' && !host.endsWith('*') ? '/' : path}`
}
