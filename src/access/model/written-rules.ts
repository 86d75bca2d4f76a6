/**
 * Looks at rules as they are written, which cost less than making their selectors.
 * Lint asks about each policy of a project, and nearly always a look is enough.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import { isCleanResource } from './clean-resource.ts'
import { METHODS, rulesOf, textsOf } from './reading.ts'

/** The last answer: several checks ask about the same policy in a row. */
let latest: { readonly spec: Spec; readonly areClean: boolean } | null = null

/** Tells whether the resources of all rules are clean: then they can be compared as they are written. */
export function haveCleanResources(spec: Spec): boolean {
  if (latest?.spec === spec) return latest.areClean
  let areClean = true
  for (const { resource } of rulesOf(spec)) if (!isCleanResource(resource)) areClean = false
  latest = { spec, areClean }
  return areClean
}

/** Tells whether a clean resource matches all that another one matches. */
export function enclosesWritten(wide: string, narrow: string): boolean {
  const end = wide.length - 1
  if (wide.charCodeAt(end) !== STAR) return wide === narrow
  if (narrow.length < end) return false
  // Patterns of one host usually differ near their ends, so most pairs end here.
  for (let at = end - 1; at >= Math.max(end - NEAR_END, 0); at--)
    if (wide.charCodeAt(at) !== narrow.charCodeAt(at)) return false
  return narrow.startsWith(wide.slice(0, end))
}

const STAR = 42
const NEAR_END = 8

/** Tells whether two rules surely have no method in common; false also if a method is written in an unusual way. */
export function shareNoMethod(a: Rule, b: Rule): boolean {
  const [ofA, ofB] = [textsOf(a.operations), textsOf(b.operations)]
  if (ofA.length === 0 || ofB.length === 0) return false
  for (const method of ofA) if (ofB.includes(method) || !METHODS.includes(method)) return false
  for (const method of ofB) if (!METHODS.includes(method)) return false
  return true
}

/** Tells whether a route has no selectors; false also if it has some that match every request. */
export function isForAll({ resource, operations, tags }: Route): boolean {
  return !resource && textsOf(operations).length === 0 && textsOf(tags).length === 0
}
