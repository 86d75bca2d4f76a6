/**
 * Writes the exceptions of a line. A grant excludes requests that are denied or have
 * another answer; a change excludes requests that do not change, or change in another
 * way. The words for the two are always different.
 */
import { coversPattern, parsePattern } from '../access/model/pattern.ts'
import { hasMethod } from '../access/model/reads.ts'
import type { RequestExtent } from '../access/model/region.ts'
import { starsMeet } from '../access/model/star-pattern.ts'
import { decisionText } from './decision-text.ts'
import type { PageCell, PageModel, ShownChange, ShownGrant } from './page-model.ts'

/** Writes `denied at /hold/*`, `with another answer at /v1/refunds`; [] without exceptions. */
export function grantLeavesOut(grant: ShownGrant, { grants }: PageCell, model: PageModel): readonly string[] {
  const denied = model.document.tools === null ? 'denied at' : 'denied, or served by no tool, at'
  return leftOut(grant, grants, { alone: () => denied, other: 'with another answer at' })
}

/** Writes `already free at /v1/charges/*`, `with another change at /v1/refunds`; [] without exceptions. */
export function changeLeavesOut(
  change: ShownChange,
  { changes, grants }: PageCell,
  model: PageModel,
): readonly string[] {
  const hasTools = model.document.tools !== null
  const alone = (hole: string): string =>
    hasTools ? 'unchanged, or served by no tool, at' : `${unchangedWord(change, hole, grants)} at`
  return leftOut(change, changes, { alone, other: 'with another change at' })
}

/** Tells how the requests of an exception are answered, before and after; `unchanged` if their answers differ. */
function unchangedWord(change: ShownChange, hole: string, grants: readonly ShownGrant[]): string {
  const there = grants.filter((grant) => sharesMethod(grant, change) && starsMeet(grant.resource, hole))
  const [only] = there
  if (only === undefined) return 'still denied'
  if (there.length > 1 || !coversHole(only, change, hole)) return 'unchanged'
  return only.decision === 'allow' ? 'already free' : `still ${decisionText(only)},`
}

/** Tells whether the grant covers every request in the exception that the change could cover. */
function coversHole(grant: ShownGrant, change: ShownChange, hole: string): boolean {
  const { withTags, withoutTags, tools, exceptTools, capabilities, exceptCapabilities } = grant
  const conditions = [withTags, withoutTags, tools, exceptTools, capabilities, exceptCapabilities]
  return (
    conditions.every((of) => of.length === 0) &&
    hasMethodsOf(change, grant) &&
    coversPattern(parsePattern(grant.resource), parsePattern(hole)) &&
    !grant.exceptResources.some((one) => starsMeet(one, hole))
  )
}

function hasMethodsOf({ operations, exceptOperations }: RequestExtent, grant: ShownGrant): boolean {
  if (!operations.includes('*')) return operations.every((method) => hasMethod(method, grant))
  return (
    grant.operations.includes('*') &&
    grant.exceptOperations.every((method) => exceptOperations.includes(method))
  )
}

function leftOut<Part extends RequestExtent>(
  part: Part,
  all: readonly Part[],
  words: { readonly alone: (hole: string) => string; readonly other: string },
): readonly string[] {
  const others = all.filter((one) => one !== part && sharesMethod(one, part))
  const isOther = (hole: string): boolean => others.some(({ resource }) => starsMeet(resource, hole))
  const said = new Map<string, string[]>()
  for (const hole of part.exceptResources) {
    const word = isOther(hole) ? words.other : words.alone(hole)
    said.set(word, [...(said.get(word) ?? []), shortPath(hole, part.resource)])
  }
  return [...said].map(([word, holes]) => `${word} ${holes.join(', ')}`)
}

function sharesMethod(a: RequestExtent, b: RequestExtent): boolean {
  if (a.operations.includes('*') && b.operations.includes('*')) return true
  const [listed, other] = a.operations.includes('*') ? [b, a] : [a, b]
  return listed.operations.some((method) => hasMethod(method, other))
}

const ORIGIN = /^[^:/*]+:\/\/[^/*]+(?=\/)/

/** Returns only the path if the line has the same host. */
function shortPath(pattern: string, resource: string): string {
  const origin = ORIGIN.exec(resource)?.[0] ?? null
  return origin !== null && pattern.startsWith(`${origin}/`) ? pattern.slice(origin.length) : pattern
}
