/** Requests that belong to two regions at once, as a region of its own. */
import { isInRegion } from '../access/model/in-region.ts'
import { coversPattern, type Pattern, parsePattern } from '../access/model/pattern.ts'
import type { Region } from '../access/model/region.ts'
import type { Request } from '../policy/request.ts'

/**
 * Decisions, routes and causes are those of `a`.
 *
 * @param isWanted looks at a request that may serve as the witness.
 * @returns null where no request is found that belongs to both and is wanted.
 */
export function intersectRegions(
  a: Region,
  b: Region,
  isWanted: (request: Request) => boolean,
): Region | null {
  const resource = narrowerResource(a.resource, b.resource)
  if (resource === null) return null
  const extent = {
    operations: a.operations.includes('*')
      ? b.operations
      : b.operations.includes('*')
        ? a.operations
        : a.operations.filter((method) => b.operations.includes(method)),
    exceptOperations: union(a.exceptOperations, b.exceptOperations),
    resource,
    exceptResources: union(a.exceptResources, b.exceptResources),
    withTags: union(a.withTags, b.withTags),
    withoutTags: union(a.withoutTags, b.withoutTags),
    tools: chosen(a.tools, b.tools),
    exceptTools: union(a.exceptTools, b.exceptTools),
    capabilities: chosen(a.capabilities, b.capabilities),
    exceptCapabilities: union(a.exceptCapabilities, b.exceptCapabilities),
  }
  const witness = candidates(a, b, extent).find(
    (request) => isInRegion(a, request) && isInRegion(b, request) && isWanted(request),
  )
  return witness === undefined ? null : { ...a, ...extent, witness, exact: a.exact && b.exact }
}

/** Patterns nest or are apart; of globs that is not known, so the first one stays and the witness decides. */
function narrowerResource(a: string, b: string): string | null {
  const [left, right] = [parsePattern(a), parsePattern(b)]
  if (coversPattern(left, right)) return b
  if (coversPattern(right, left)) return a
  return hasGlob(left) || hasGlob(right) ? a : null
}

function hasGlob({ glob }: Pattern): boolean {
  return glob !== null
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}

/** Empty stands for any. */
function chosen(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b
  return b.length === 0 ? a : a.filter((value) => b.includes(value))
}

type Extent = Pick<Region, 'operations' | 'resource' | 'withTags' | 'tools' | 'capabilities'>

/** Requests put together from both witnesses and from the words of the region. */
function candidates(a: Region, b: Region, extent: Extent): readonly Request[] {
  const [left, right] = [a.witness, b.witness]
  const start = extent.resource.replaceAll('*', '')
  const methods = [left.method, right.method, ...extent.operations.filter((method) => method !== '*')]
  const urls = [left.url, right.url, start, `${start}x`]
  const tools = [left.tool, right.tool, extent.tools[0] ?? null]
  const capabilities = [left.capability, right.capability, extent.capabilities[0] ?? null]
  return product([unique(methods), unique(urls), unique(tools), unique(capabilities)]).map(
    ([method, url, tool, capability]) => ({
      method: method ?? '',
      url: url ?? '',
      tags: extent.withTags,
      tool: tool ?? null,
      capability: capability ?? null,
    }),
  )
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)]
}

function product(lists: readonly (readonly (string | null)[])[]): readonly (readonly (string | null)[])[] {
  return lists.reduce<readonly (readonly (string | null)[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  )
}
