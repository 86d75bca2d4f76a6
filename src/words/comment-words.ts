/** Access changes in the words of the comment; everything that comes out is safe Markdown. */

import type { Region, RouteTaken, Vote } from '../access/model/region.ts'
import type { CommentLinks } from '../action/comment/comment-input.ts'
import { blobLink } from '../action/comment/comment-input.ts'
import { type Cause, causeName } from '../answers/cause.ts'
import { grouped } from '../diagnostic/count.ts'
import { boldName, code, link, plainName } from '../media/markdown-text.ts'
import type { Request } from '../policy/request.ts'
import { type AccessGroup, routeWords } from './access-group.ts'
import { naturalNames } from './natural-order.ts'
import { reroutePair } from './reroute-words.ts'

/** Names as a sentence has them: at most `limit`, the rest counted. */
export function nameList(names: readonly string[], limit: number, show: (name: string) => string): string {
  const shown = names.slice(0, names.length === limit + 1 ? limit + 1 : limit).map(show)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${grouped(rest)} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** The namespace is shown where it is not the usual one. */
export function agentName(agent: string): string {
  return agent.startsWith('default/') ? agent.slice('default/'.length) : agent
}

/** Who a change is for: agents, or policies that nobody is known to be bound to. */
export function whoWords({ agents, policies }: AccessGroup, limit: number): string {
  if (agents.length > 0) return nameList(naturalNames(agents.map(agentName)), limit, boldName)
  return `whoever is bound to ${nameList(naturalNames(policies), limit, code)}`
}

/** The requests of a region as code, exceptions included. */
export function requestsWords(region: Region): string {
  const excepts = [
    ...region.exceptResources.map((pattern) => code(afterPrefix(region.resource, pattern))),
    ...region.exceptOperations.map(code),
  ]
  const except = excepts.length === 0 ? '' : ` except ${nameList(excepts, 4, (item) => item)}`
  return `${code(`${methods(region.operations)} ${region.resource === '*' ? 'any URL' : region.resource}`)}${except}${selectorWords(region)}`
}

function methods(operations: readonly string[]): string {
  return operations.includes('*') ? 'any method' : operations.join(' ')
}

/** `https://x/*` except `https://x/crm/*` reads as except `/crm/*`. */
function afterPrefix(resource: string, pattern: string): string {
  const prefix = /^[a-z]+:\/\/[^/*]+(\/[^*]*)?\/\*$/i.test(resource) ? resource.slice(0, -2) : null
  return prefix !== null && pattern.startsWith(`${prefix}/`) ? pattern.slice(prefix.length) : pattern
}

function selectorWords(region: Region): string {
  const { withTags, withoutTags, tools, exceptTools, capabilities, exceptCapabilities } = region
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['on tools tagged', withTags],
    ['on tools not tagged', withoutTags],
    ['through tool', tools],
    ['not through tool', exceptTools],
    ['for', capabilities],
    ['not for', exceptCapabilities],
  ]
  const words = parts.filter(([, names]) => names.length > 0)
  return words.map(([word, names]) => ` ${word} ${nameList(names, 4, code)}`).join('')
}

/** `allowed`, `denied`, `approval by finance-approvers, 4h`. */
export function outcomeWords(vote: Vote, route: RouteTaken | null): string {
  switch (vote) {
    case 'allow':
      return 'allowed'
    case 'deny':
      return 'denied'
    case 'none':
      return 'not mentioned'
    case 'approval_required':
      return `approval by ${route === null ? 'nobody: it has no route' : code(routeWords(route))}`
  }
}

/** Before → after; of a change of approvers only what differs. */
export function changeWords(region: Region): string {
  const pair = isReroute(region)
    ? reroutePair(region.routeBefore, region.routeAfter, routeWords).map(code)
    : outcomePair(region)
  return pair.join(' → ')
}

/** What was decided, and what is now: two approvals differ in words where they differ. */
export function outcomePair(region: Region): readonly [before: string, after: string] {
  const { before, after, routeBefore, routeAfter } = region
  if (!isReroute(region)) return [outcomeWords(before, routeBefore), outcomeWords(after, routeAfter)]
  const [from, to] = reroutePair(routeBefore, routeAfter, routeWords)
  const words = (route: RouteTaken | null, text: string): string =>
    route === null ? outcomeWords('approval_required', null) : `approval by ${code(text)}`
  return [words(routeBefore, from), words(routeAfter, to)]
}

function isReroute({ before, after }: Region): boolean {
  return before === 'approval_required' && after === 'approval_required'
}

export function witnessWords({ method, url, tags, tool, capability }: Request): string {
  const extras = [
    tags.length === 0 ? '' : ` with tags ${nameList(tags, 4, code)}`,
    tool === null ? '' : ` through ${code(tool)}`,
    capability === null ? '' : ` for ${code(capability)}`,
  ]
  return `${code(`${method} ${url}`)}${extras.join('')}`
}

export function causeWords(cause: Cause, commit: string, links: CommentLinks): string {
  const name = code(causeName(cause))
  if (cause.isGone) return `${name} deleted`
  if (cause.file === null) return name
  return link(name, blobLink(links, commit, { file: cause.file, line: cause.line }))
}

export function targetWords(targets: readonly string[]): string {
  return nameList(targets, 5, plainName)
}
