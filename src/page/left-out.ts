/**
 * Words for what a line leaves out. A grant leaves out what is denied or
 * answered otherwise; a change leaves out what does not change, or changes
 * otherwise. The two never read alike.
 */
import { coversPattern, parsePattern } from '../access/model/pattern.ts'
import { hasMethod } from '../access/model/reads.ts'
import type { RequestExtent } from '../access/model/region.ts'
import { starsMeet } from '../access/model/star-pattern.ts'
import { decisionText } from './decision-text.ts'
import type { PageCell, PageModel, ShownChange, ShownGrant } from './page-model.ts'

/** `denied at /hold/*`, `answered otherwise at /v1/refunds`; empty where nothing is left out. */
export function grantLeavesOut(grant: ShownGrant, { grants }: PageCell, model: PageModel): readonly string[] {
  const denied = model.document.tools === null ? 'denied at' : 'denied, or served by no tool, at'
  return leftOut(grant, grants, { alone: () => denied, other: 'with another answer at' })
}

/** `already free at /v1/charges/*`, `still denied at /v1/secrets/*`, `changed otherwise at /v1/refunds`. */
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

/** Says how the requests of a hole are answered, before and after; `unchanged` where they are not all answered alike. */
function unchangedWord(change: ShownChange, hole: string, grants: readonly ShownGrant[]): string {
  const there = grants.filter((grant) => sharesMethod(grant, change) && starsMeet(grant.resource, hole))
  const [only] = there
  if (only === undefined) return 'still denied'
  if (there.length > 1 || !coversHole(only, change, hole)) return 'unchanged'
  return only.decision === 'allow' ? 'already free' : `still ${decisionText(only)},`
}

/** Tells whether the grant is of every request of the hole that the change could be of. */
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

/** The path alone where the line it belongs to has the same host. */
function shortPath(pattern: string, resource: string): string {
  const origin = ORIGIN.exec(resource)?.[0] ?? null
  return origin !== null && pattern.startsWith(`${origin}/`) ? pattern.slice(origin.length) : pattern
}
