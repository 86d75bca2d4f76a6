/**
 * Tells whether other rules make a rule redundant under every reading of
 * docs/access-model.md: they match all that it matches. The pinned reading alone is not
 * enough, since a guardrail may need the rule under another reading.
 */
import { isSureResource } from '../access/questions/worst-case.ts'
import type { Rule } from '../policy/policy.ts'

/** @param by rules that match all that `rule` matches under the pinned reading. */
export function isSurelyCovered(rule: Rule, by: readonly Rule[]): boolean {
  if (!by.every((cover) => hasSameShape(cover, rule) && isSurelyWithin(rule.resource, cover.resource)))
    return false
  return pointsOf(rule).every(([method, tag]) =>
    by.some((cover) => surelyHasMethod(cover, method) && (tag === null || (cover.tags ?? []).includes(tag))),
  )
}

/**
 * Tells whether this rule looks like an exception from the others, since one of
 * them is wider in some way: then it may be intended.
 */
export function looksLikeException(rule: Rule, by: readonly Rule[]): boolean {
  return by.some(
    (wide) =>
      (wide.resource ?? '') !== (rule.resource ?? '') ||
      isWider(methodsOf(wide), methodsOf(rule)) ||
      isWider(wide.tags ?? [], rule.tags ?? []),
  )
}

/**
 * Rules of equal shape share the answer to an open question: must resource and
 * tags both match, or one of them, and does a rule without either match
 * anything?
 */
function hasSameShape(a: Rule, b: Rule): boolean {
  const hasTags = (rule: Rule): boolean => (rule.tags ?? []).length > 0
  return Boolean(a.resource) === Boolean(b.resource) && hasTags(a) === hasTags(b)
}

/** Tells whether one resource is within the other under every reading: both are the same text, or the wide one is a plain prefix. */
function isSurelyWithin(narrow = '', wide = ''): boolean {
  if (narrow === wide) return true
  return isSureResource(wide) && wide.includes('://') && narrow.startsWith(wide.slice(0, -1))
}

/** Every method with every tag; '*' for all methods, null for any tool. */
function pointsOf(rule: Rule): readonly (readonly [method: string, tag: string | null])[] {
  const methods = methodsOf(rule)
  const tags = rule.tags ?? []
  const points: (readonly [method: string, tag: string | null])[] = []
  for (const method of methods.length === 0 ? ['*'] : methods)
    for (const tag of tags.length === 0 ? [null] : tags) points.push([method, tag])
  return points
}

/** A method in lower case matches under some readings only. */
function surelyHasMethod({ operations = [] }: Rule, method: string): boolean {
  return operations.length === 0 || operations.includes(method)
}

function methodsOf({ operations = [] }: Rule): readonly string[] {
  return operations.map((method) => method.toUpperCase())
}

/** Tells whether one list is wider; an empty list means all. */
function isWider(wide: readonly string[], narrow: readonly string[]): boolean {
  if (narrow.length === 0) return false
  return wide.length === 0 || wide.some((item) => !narrow.includes(item))
}
