/** Regions in the words of a terminal; everything that comes out is safe to print. */

import type { Region, RequestExtent, RouteTaken, Vote } from '../access/model/region.ts'
import { grouped } from '../diagnostic/count.ts'
import type { Request } from '../policy/request.ts'
import { printable } from './printable.ts'
import { reroutePair } from './reroute-words.ts'

/** Names with the rest counted; all of them where `limit` allows it. */
export function shortList(names: readonly string[], limit: number): string {
  const shown = names.length <= limit ? names : names.slice(0, limit - 1)
  const rest = names.length - shown.length
  const text = shown.map(printable).join(', ')
  return rest === 0 ? text : `${text} and ${grouped(rest)} more (--verbose)`
}

/** The namespace is shown where it is not the usual one. */
export function agentName(agent: string): string {
  return agent.startsWith('default/') ? agent.slice('default/'.length) : agent
}

/** `POST PUT https://api.stripe.com/* except /v1/*, with tag financial`. */
export function requestWords(region: RequestExtent, limit: number): string {
  const { operations, exceptOperations, resource, exceptResources } = region
  const methods = operations.includes('*') ? 'any method' : operations.join(' ')
  const butMethods = exceptOperations.length === 0 ? '' : ` but ${inWords(exceptOperations)}`
  const where = resource === '*' ? 'anywhere' : resource
  const holes = exceptResources.map((pattern) => belowPrefix(resource, pattern))
  const except = holes.length === 0 ? '' : ` except ${shortList(holes, limit)}`
  return `${printable(`${methods}${butMethods} ${where}`)}${except}${selectorWords(region, limit)}`
}

/** `allowed`, `denied`, `approval by finance-approvers, 4h`. */
export function outcomeWords(vote: Vote, route: RouteTaken | null): string {
  switch (vote) {
    case 'allow':
      return 'allowed'
    case 'deny':
      return 'denied'
    case 'none':
      return 'no rule'
    case 'approval_required':
      return route === null ? 'approval without a route' : `approval by ${routeWords(route)}`
  }
}

/** Who approves and for how long. */
export function routeWords({ approvers, duration }: RouteTaken): string {
  const names = approvers.groups.length === 0 ? 'nobody' : approvers.groups.join(', ')
  const who = approvers.match === 'all' && approvers.groups.length > 1 ? `all of ${names}` : names
  return printable(duration === null ? who : `${who}, ${duration}`)
}

/** `approval by finance-approvers, 4h  →  allowed, no human`. */
export function changeWords({ before, after, routeBefore, routeAfter, direction }: Region): string {
  if (direction === 'rerouted') return rerouteWords(routeBefore, routeAfter)
  const now = outcomeWords(after, routeAfter)
  const noHuman = after === 'allow' ? ', no human' : ''
  return `${outcomeWords(before, routeBefore)}  →  ${now}${noHuman}`
}

export function witnessWords({ method, url, tags, tool, capability }: Request): string {
  const extras = [
    tags.length === 0 ? '' : ` with ${tags.join(', ')} on the tool`,
    tool === null ? '' : ` through tool ${tool}`,
    capability === null ? '' : ` for ${capability}`,
  ]
  return printable(`${method} ${url}${extras.join('')}`)
}

/** Of two approvals what differs. */
function rerouteWords(before: RouteTaken | null, after: RouteTaken | null): string {
  return reroutePair(before, after, routeWords).map(printable).join('  →  ')
}

/** `GET`, `GET and POST`, `GET, POST and PUT`. */
function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** `https://x/*` except `https://x/crm/*` reads as except `/crm/*`. */
function belowPrefix(resource: string, pattern: string): string {
  const prefix = resource.endsWith('/*') ? resource.slice(0, -2) : null
  return prefix !== null && pattern.startsWith(`${prefix}/`) ? pattern.slice(prefix.length) : pattern
}

function selectorWords(region: RequestExtent, limit: number): string {
  const isTagged = region.withTags.length > 0
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['on tools tagged', region.withTags],
    [isTagged ? 'but not' : 'on tools not tagged', region.withoutTags],
    ['through', region.tools],
    ['not through', region.exceptTools],
    ['for', region.capabilities],
    ['not for', region.exceptCapabilities],
  ]
  const words = parts.filter(([, names]) => names.length > 0)
  return words
    .map(([word, names]) => `${word === 'but not' ? '' : ','} ${word} ${shortList(names, limit)}`)
    .join('')
}
