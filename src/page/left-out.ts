/**
 * Words for what a line leaves out. A grant leaves out what is denied or
 * answered otherwise; a change leaves out what does not change, or changes
 * otherwise. The two never read alike.
 */
import { hasMethod } from '../access/model/reads.ts'
import type { RequestExtent } from '../access/model/region.ts'
import { starsMeet } from '../access/model/star-pattern.ts'
import type { PageCell, PageModel, ShownChange, ShownGrant } from './page-model.ts'

/** `denied at /hold/*`, `answered otherwise at /v1/refunds`; empty where nothing is left out. */
export function grantLeavesOut(grant: ShownGrant, { grants }: PageCell, model: PageModel): readonly string[] {
  const denied = model.document.tools === null ? 'denied at' : 'denied, or served by no tool, at'
  return leftOut(grant, grants, { alone: denied, other: 'answered otherwise at' })
}

/** `unchanged at /v1/charges/*`, `changed otherwise at /v1/refunds`. */
export function changeLeavesOut(
  change: ShownChange,
  { changes }: PageCell,
  model: PageModel,
): readonly string[] {
  const unchanged = model.document.tools === null ? 'unchanged at' : 'unchanged, or served by no tool, at'
  return leftOut(change, changes, { alone: unchanged, other: 'changed otherwise at' })
}

function leftOut<Part extends RequestExtent>(
  part: Part,
  all: readonly Part[],
  words: { readonly alone: string; readonly other: string },
): readonly string[] {
  const others = all.filter((one) => one !== part && sharesMethod(one, part))
  const isOther = (hole: string): boolean => others.some(({ resource }) => starsMeet(resource, hole))
  const said = (word: string, holes: readonly string[]): readonly string[] =>
    holes.length === 0 ? [] : [`${word} ${holes.map((hole) => shortPath(hole, part.resource)).join(', ')}`]
  const { exceptResources } = part
  return [
    ...said(
      words.alone,
      exceptResources.filter((hole) => !isOther(hole)),
    ),
    ...said(words.other, exceptResources.filter(isOther)),
  ]
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
