import { coversPattern, type Pattern, parsePattern } from '../model/pattern.ts'
import type { RequestExtent } from '../model/region.ts'
import { starsMeet } from '../model/star-pattern.ts'

/**
 * Tells whether a request may belong to both extents; a doubt counts. Exceptions that
 * leave nothing only together are not recognised.
 */
export function mayOverlap(a: RequestExtent, b: RequestExtent): boolean {
  return (
    mayShareMethod(a, b) &&
    mayShareUrl(a, b) &&
    isDisjoint(a.withTags, b.withoutTags) &&
    isDisjoint(b.withTags, a.withoutTags) &&
    mayShareChoice([a.tools, a.exceptTools], [b.tools, b.exceptTools]) &&
    mayShareChoice([a.capabilities, a.exceptCapabilities], [b.capabilities, b.exceptCapabilities])
  )
}

function mayShareMethod(a: RequestExtent, b: RequestExtent): boolean {
  const choice = ({ operations, exceptOperations }: RequestExtent): Choice => [
    operations.includes('*') ? [] : operations,
    exceptOperations,
  ]
  return mayShareChoice(choice(a), choice(b))
}

function mayShareUrl(a: RequestExtent, b: RequestExtent): boolean {
  if (!starsMeet(a.resource, b.resource)) return false
  const [left, right] = [parsePattern(a.resource), parsePattern(b.resource)]
  const isWithin = (narrow: Pattern, holes: readonly string[]): boolean =>
    holes.some((hole) => coversPattern(parsePattern(hole), narrow))
  return !isWithin(left, b.exceptResources) && !isWithin(right, a.exceptResources)
}

/** [only, except]; an empty `only` means any. */
type Choice = readonly [only: readonly string[], except: readonly string[]]

function mayShareChoice([onlyA, exceptA]: Choice, [onlyB, exceptB]: Choice): boolean {
  if (onlyA.length === 0 && onlyB.length === 0) return true
  const candidates = onlyA.length === 0 ? onlyB : onlyA
  return candidates.some(
    (one) => (onlyB.length === 0 || onlyB.includes(one)) && !exceptA.includes(one) && !exceptB.includes(one),
  )
}

function isDisjoint(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((one) => b.includes(one))
}
