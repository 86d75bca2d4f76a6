/** Words for the requests of a region, and for a single request. */
import type { RequestExtent } from '../access/model/region.ts'
import type { Request } from '../policy/request.ts'
import { asCode, listOf, NOTHING, say, type Words } from './span.ts'

/** `POST PUT https://api.stripe.com/* except /v1/*, on tools tagged financial`. */
export function requestWords(extent: RequestExtent): Words {
  const { operations, exceptOperations, resource, exceptResources } = extent
  const methods = operations.includes('*') ? 'any method' : operations.join(' ')
  const but = exceptOperations.length === 0 ? '' : ` but ${inWords(exceptOperations)}`
  const where = resource === '*' ? 'anywhere' : resource
  const holes = exceptResources.map((pattern) => belowPrefix(resource, pattern))
  const except = holes.length === 0 ? NOTHING : say` except ${listOf(holes, asCode)}`
  return [asCode(`${methods}${but} ${where}`), ...except, ...selectorWords(extent)]
}

/** `POST https://api.stripe.com/v1/refunds with financial on the tool`, or `… through tool stripe, tagged financial`. */
export function witnessWords({ method, url, tags, tool, capability }: Request): Words {
  return [
    asCode(`${method} ${url}`),
    ...toolWords(tool, tags),
    ...(capability === null ? NOTHING : say` for ${asCode(capability)}`),
  ]
}

function toolWords(tool: string | null, tags: readonly string[]): Words {
  const tagged = listOf(tags, asCode)
  if (tool === null) return tags.length === 0 ? NOTHING : say` with ${tagged} on the tool`
  const through = say` through tool ${asCode(tool)}`
  return tags.length === 0 ? through : [...through, ...say`, tagged ${tagged}`]
}

/** `GET`, `GET and POST`, `GET, POST and PUT`. */
function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A pattern whose prefix ends with a slash after its host: every URL that begins with the prefix has the same host. */
const HOST_AND_MORE = /^[^:/?#]+:\/\/[^/*]+(?:\/[^*]*)?\/\*$/

/** `https://x/*` except `https://x/crm/*` reads as except `/crm/*`. */
function belowPrefix(resource: string, pattern: string): string {
  const prefix = HOST_AND_MORE.test(resource) ? resource.slice(0, -2) : null
  return prefix !== null && pattern.startsWith(`${prefix}/`) ? pattern.slice(prefix.length) : pattern
}

function selectorWords(extent: RequestExtent): Words {
  const isTagged = extent.withTags.length > 0
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [', on tools tagged', extent.withTags],
    [isTagged ? ' but not' : ', on tools not tagged', extent.withoutTags],
    [', through tool', extent.tools],
    [', not through tool', extent.exceptTools],
    [', for', extent.capabilities],
    [', not for', extent.exceptCapabilities],
  ]
  return parts
    .filter(([, names]) => names.length > 0)
    .flatMap(([text, names]) => [{ kind: 'text', text: `${text} ` } as const, listOf(names, asCode)])
}
