/**
 * Makes up requests from the rules and routes of a row, and not from the claims of the page, so that a
 * missing claim is found, too.
 */
import type { BoundPolicy } from '../access/model/decide.ts'
import { matchesPattern, parsePattern, patternText } from '../access/model/pattern.ts'
import { normalMethods, routesOf, rulesOf, tagsOf, textsOf } from '../access/model/reading.ts'
import { normaliseUrl } from '../access/model/url.ts'
import type { Route, Rule } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'
import type { PageModel } from './page-model.ts'

/** Methods to try if a rule is for every method: a read, a write, a delete, and one that no rule names. */
export const TRIED_METHODS: readonly string[] = ['GET', 'POST', 'DELETE', 'PURGE']

/** @returns the requests by column; null: requests without a column. */
export function requestsOfRules(
  model: PageModel,
  policies: readonly BoundPolicy[],
  random: () => number,
): ReadonlyMap<number | null, readonly Request[]> {
  const found = new Map<number | null, Request[]>()
  const specs = new Set(policies.map(({ spec }) => spec))
  for (const spec of specs)
    for (const entry of [...rulesOf(spec), ...routesOf(spec)])
      for (const request of requestsOf(entry, model, random)) {
        const column = model.columnAt(request.url)
        const known = found.get(column)
        if (known === undefined) found.set(column, [request])
        else known.push(request)
      }
  return found
}

function* requestsOf(entry: Rule | Route, model: PageModel, random: () => number): Generator<Request> {
  const methods = normalMethods(entry)
  const extents = variantsOf(entry)
  for (const url of urlsOf(entry.resource, model, random))
    for (const method of methods.length === 0 ? TRIED_METHODS : methods)
      for (const extent of extents) yield { ...extent, method, url }
}

/** Makes URLs of a pattern; one without a full host gets a URL for every column. */
function urlsOf(resource: string | undefined, model: PageModel, random: () => number): readonly string[] {
  const pattern = parsePattern(resource)
  const own = fillIn(patternText(pattern), random)
  if (/^[^:/]+:\/\/[^/]+\//.test(pattern.key)) return normaliseUrl(own) === own ? [own] : []
  const anywhere = model.columns.map(
    (origin) => `${origin ?? 'https://nobody.invalid'}/${randomText(random)}`,
  )
  return [own, ...anywhere].filter((url) => normaliseUrl(url) === url && matchesPattern(pattern, url))
}

type Extent = Pick<Request, 'tags' | 'tool' | 'capability'>

/** Makes requests with all tags and tools of the rule, with each tag alone, and with none. */
function variantsOf(entry: Rule | Route): readonly Extent[] {
  const tags = tagsOf(entry)
  const [tool = null] = 'toolIds' in entry ? textsOf(entry.toolIds) : []
  const [capability = null] = 'capabilities' in entry ? textsOf(entry.capabilities) : []
  const bare = { tags: [], tool: null, capability: null }
  const full = { tags, tool, capability }
  const alone = tags.length < 2 ? [] : tags.map((tag) => ({ ...full, tags: [tag] }))
  return tags.length === 0 && tool === null && capability === null ? [bare] : [full, ...alone, bare]
}

/** Replaces each '*' of the pattern by a text, which may be empty. */
export function fillIn(pattern: string, random: () => number): string {
  return pattern.replaceAll('*', () => randomText(random))
}

export function randomText(random: () => number): string {
  return random() < 0.2 ? '' : Math.floor(random() * 1e6).toString(36)
}
