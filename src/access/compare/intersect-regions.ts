/** Computes the intersection of two regions, as regions. */

import type { Request } from '../../policy/request.ts'
import { Effort } from '../model/effort.ts'
import { isInRegion } from '../model/in-region.ts'
import { METHODS } from '../model/reading.ts'
import type { Region } from '../model/region.ts'
import { type WordedUrls, wordUrls } from './word-urls.ts'

/**
 * Decisions, routes and causes are those of `a`.
 *
 * @param isWanted tells whether a request can be the witness.
 * @returns [] if no request is in both and wanted. @throws PolicyctlError policies-entangled
 */
export function intersectRegions(
  a: Region,
  b: Region,
  isWanted: (request: Request) => boolean,
): readonly Region[] {
  const except = union(a.exceptResources, b.exceptResources)
  const urls = wordUrls({ matching: [a.resource, b.resource], except }, new Effort(a.policies))
  return urls.flatMap((worded) => {
    const extent = extentOf(a, b, worded)
    const witness = candidates(a, b, { extent, url: worded.url }).find(
      (request) => isInRegion(a, request) && isInRegion(b, request) && isWanted(request),
    )
    return witness === undefined ? [] : [{ ...a, ...extent, witness }]
  })
}

function extentOf(a: Region, b: Region, { resource, exceptResources }: WordedUrls) {
  return {
    operations: a.operations.includes('*')
      ? b.operations
      : b.operations.includes('*')
        ? a.operations
        : a.operations.filter((method) => b.operations.includes(method)),
    exceptOperations: union(a.exceptOperations, b.exceptOperations),
    resource,
    exceptResources,
    withTags: union(a.withTags, b.withTags),
    withoutTags: union(a.withoutTags, b.withoutTags),
    tools: chosen(a.tools, b.tools),
    exceptTools: union(a.exceptTools, b.exceptTools),
    capabilities: chosen(a.capabilities, b.capabilities),
    exceptCapabilities: union(a.exceptCapabilities, b.exceptCapabilities),
  }
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}

/** The common values; an empty list means any. */
function chosen(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b
  return b.length === 0 ? a : a.filter((value) => b.includes(value))
}

/** Requests that may be in both regions, made from both witnesses and from the words of the regions. */
function candidates(
  a: Region,
  b: Region,
  { extent, url }: { extent: ReturnType<typeof extentOf>; url: string },
): readonly Request[] {
  const [left, right] = [a.witness, b.witness]
  const named = extent.operations.includes('*') ? [...METHODS, otherMethod(extent)] : extent.operations
  const methods = [left.method, right.method, ...named].filter(
    (one) => !extent.exceptOperations.includes(one),
  )
  const tools = [left.tool, right.tool, extent.tools[0] ?? null]
  const capabilities = [left.capability, right.capability, extent.capabilities[0] ?? null]
  return [...new Set(methods)].flatMap((method) =>
    [...new Set(tools)].flatMap((tool) =>
      [...new Set(capabilities)].map((capability) => ({
        method,
        url,
        tags: extent.withTags,
        tool,
        capability,
      })),
    ),
  )
}

/** A method that the region does not name. */
function otherMethod({ exceptOperations }: ReturnType<typeof extentOf>): string {
  let name = 'PROPFIND'
  while (exceptOperations.includes(name)) name += 'X'
  return name
}
