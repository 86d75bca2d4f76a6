/**
 * Makes up requests: from the row's own rules, inside and just outside the patterns of a cell's grants
 * and changes, and one for each cell to a path that some row may use.
 */
import type { RequestExtent } from '../access/model/region.ts'
import { normaliseUrl } from '../access/model/url.ts'
import type { Request } from '../policy/request.ts'
import type { PageCell, PageModel } from './page-model.ts'
import { fillIn, randomText, TRIED_METHODS } from './requests-of-rules.ts'

export interface MadeUpIn {
  readonly model: PageModel
  readonly column: number
  /** From 0 to below 1. */
  readonly random: () => number
}

export function madeUpRequests(cell: PageCell, { model, column, random }: MadeUpIn): readonly Request[] {
  return [...besidePatterns(cell, random), elsewhere(model, column, random)].filter(
    ({ url }) => normaliseUrl(url) === url && model.columnAt(url) === column,
  )
}

type Claimed = RequestExtent & { readonly witness: Request }

/** Makes requests for the patterns of grants and changes: a change is about all requests of its pattern, not only its example. */
function* besidePatterns({ grants, changes }: PageCell, random: () => number): Generator<Request> {
  for (const grant of grants) yield* requestsBeside(grant, random)
  for (const change of changes) yield* requestsBeside(change, random)
}

function* requestsBeside(claimed: Claimed, random: () => number): Generator<Request> {
  const { resource, operations, withTags, withoutTags, tools, capabilities, witness } = claimed
  const url = fillIn(resource, random)
  const methods = operations.includes('*') ? TRIED_METHODS : operations
  const other = pick(TRIED_METHODS, random) ?? 'GET'
  const asked = {
    tags: withTags,
    tool: tools[0] ?? witness.tool,
    capability: capabilities[0] ?? witness.capability,
  }
  const method = pick(methods, random) ?? 'GET'
  const tagged = [...new Set([...withTags, ...(random() < 0.5 ? withoutTags : [])])]
  for (const one of methods) yield { ...asked, url, method: one }
  yield { ...asked, url: url + randomText(random), method: other }
  yield { ...asked, url, method, tags: tagged }
  yield { ...asked, url: url.slice(0, -1), method }
}

/** A request to a path that some row may use, so that denied cells are tried, too. */
function elsewhere(model: PageModel, column: number, random: () => number): Request {
  const origin = model.columns[column] ?? 'https://nobody.invalid'
  const resource = pick(model.resourcesAt(column), random) ?? `${origin}/*`
  const url = fillIn(resource, random)
  return { method: pick(TRIED_METHODS, random) ?? 'GET', url, tags: [], tool: null, capability: null }
}

function pick(items: readonly string[], random: () => number): string | undefined {
  return items[Math.floor(random() * items.length)]
}
