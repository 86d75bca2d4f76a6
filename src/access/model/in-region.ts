import type { Request } from '../../policy/request.ts'
import { matchesPattern, parsePattern } from './pattern.ts'
import { normaliseRequest } from './reading.ts'
import type { RequestExtent } from './region.ts'

/** Tells whether the request belongs to the region, by the words of the region alone. */
export function isInRegion(region: RequestExtent, request: Request): boolean {
  const { method, url, tags, tool, capability } = normaliseRequest(request)
  const matches = (pattern: string): boolean => matchesPattern(parsePattern(pattern), url)
  const isAny = region.operations.includes('*')
  return (
    (isAny || region.operations.includes(method)) &&
    !region.exceptOperations.includes(method) &&
    matches(region.resource) &&
    !region.exceptResources.some(matches) &&
    region.withTags.every((tag) => tags.includes(tag)) &&
    !region.withoutTags.some((tag) => tags.includes(tag)) &&
    isChosen(region.tools, region.exceptTools, tool) &&
    isChosen(region.capabilities, region.exceptCapabilities, capability)
  )
}

function isChosen(only: readonly string[], except: readonly string[], actual: string | null): boolean {
  if (actual === null) return only.length === 0
  return (only.length === 0 || only.includes(actual)) && !except.includes(actual)
}
