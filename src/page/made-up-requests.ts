/** Requests that nobody sent: inside of what a cell lets through, beside it, and one for each cell that lets nothing through. */
import { normaliseUrl } from '../access/model/url.ts'
import type { Request } from '../policy/request.ts'
import type { PageCell, PageModel } from './page-model.ts'

const METHODS = ['GET', 'POST', 'DELETE', 'PURGE']

export interface MadeUpIn {
  readonly model: PageModel
  readonly column: number
  /** From 0 to below 1. */
  readonly random: () => number
}

export function madeUpRequests(cell: PageCell, { model, column, random }: MadeUpIn): readonly Request[] {
  return [...besidePatterns(cell, random), elsewhere(model, column, random)].filter(
    ({ url }) => normaliseUrl(url) === url && isAt(model, column, url),
  )
}

function* besidePatterns({ grants }: PageCell, random: () => number): Generator<Request> {
  for (const { resource, operations, withTags, withoutTags, tools, capabilities, witness } of grants) {
    const url = resource.replaceAll('*', () => text(random))
    const methods = operations.includes('*') ? METHODS : operations
    const [method = 'GET', other = 'GET'] = [pick(methods, random), pick(METHODS, random)]
    const asked = {
      method,
      tags: withTags,
      tool: tools[0] ?? witness.tool,
      capability: capabilities[0] ?? witness.capability,
    }
    const tagged = [...new Set([...withTags, ...(random() < 0.5 ? withoutTags : [])])]
    yield { ...asked, url }
    yield { ...asked, url: url + text(random), method: other }
    yield { ...asked, url, tags: tagged }
    yield { ...asked, url: url.slice(0, -1) }
  }
}

/** A path of the host that some row may use, asked for this one; so that denied cells are tried, too. */
function elsewhere(model: PageModel, column: number, random: () => number): Request {
  const origin = model.columns[column] ?? 'https://nobody.invalid'
  const resource = pick(model.resourcesAt(column), random) ?? `${origin}/*`
  const url = resource.replaceAll('*', () => text(random))
  return { method: pick(METHODS, random) ?? 'GET', url, tags: [], tool: null, capability: null }
}

/** Another column speaks of what goes elsewhere. */
function isAt({ columns }: PageModel, column: number, url: string): boolean {
  const origin = columns[column] ?? null
  if (origin !== null) return url.startsWith(`${origin}/`)
  return !columns.some((one) => one !== null && url.startsWith(`${one}/`))
}

function text(random: () => number): string {
  return random() < 0.2 ? '' : Math.floor(random() * 1e6).toString(36)
}

function pick(items: readonly string[], random: () => number): string | undefined {
  return items[Math.floor(random() * items.length)]
}
