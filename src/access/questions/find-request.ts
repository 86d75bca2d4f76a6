/** Looks for a request with a given outcome in a given part of the request space. */
import type { Request } from '../../policy/request.ts'
import { type Sweep, type SweptDifference, sweep } from '../compare/sweep.ts'
import { someUrl, urlSet, within } from '../compare/url-set.ts'
import { childrenOf, extentText } from '../compare/url-tree.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { Effort } from '../model/effort.ts'
import { type MethodSpace, numberOf, someMethod } from '../model/method-space.ts'
import { parsePattern } from '../model/pattern.ts'
import { type PolicyOnSides, policyOnSides } from '../model/policy-on-sides.ts'
import type { Outcome } from '../model/voted-outcome.ts'
import type { GuardedRequests } from './guardrail.ts'
import { tagSets } from './tag-sets.ts'

export interface RequestFound extends Outcome {
  readonly request: Request
}

/** Tells whether an outcome is wanted; `before` is the outcome on the first of two sides. */
export type IsWanted = (outcome: Outcome, before: Outcome) => boolean

/** @returns null if there is none, which is proven. A request that no rule matches is never found: it is denied. */
export function findRequest(
  bound: readonly BoundPolicy[],
  on: GuardedRequests | undefined,
  isWanted: IsWanted,
): RequestFound | null {
  return findRequestOnSides(
    bound.map(({ name, spec }) => policyOnSides(name, null, spec)),
    on,
    isWanted,
  )
}

/** The same among the requests that the sides decide differently. */
export function findRequestOnSides(
  policies: readonly PolicyOnSides[],
  on: GuardedRequests = {},
  isWanted: IsWanted,
): RequestFound | null {
  const sets = tagSets(policies, on.tags ?? [])
  if (sets === null) return searched(policies, { on, isWanted })
  const effort = new Effort(policies.map(({ name }) => name))
  for (const { tags, policies: onTool } of sets) {
    const found = searched(onTool, { on: { ...on, tags: [] }, isWanted, effort })
    if (found !== null) return { ...found, request: { ...found.request, tags } }
  }
  return null
}

interface Wanted {
  readonly on: GuardedRequests
  readonly isWanted: IsWanted
  readonly effort?: Effort
}

function searched(policies: readonly PolicyOnSides[], { on, isWanted, effort }: Wanted): RequestFound | null {
  const focus = parsePattern(on.resource)
  const sorted = [...policies].sort((a, b) => (a.name < b.name ? -1 : 1))
  const swept = sweep({ policies: sorted, unmatched: 'deny', focus, isWanted, effort })
  for (const finding of swept.findings) {
    const tags = tagsFor(finding, on.tags ?? [])
    const request = tags === null ? null : requestIn(swept, finding, { on, tags })
    if (request !== null) return { ...finding.after, request }
  }
  return null
}

/** Tags for a request of the case that carries one of `wanted`; null where the case excludes them all. */
function tagsFor({ given }: SweptDifference, wanted: readonly string[]): readonly string[] | null {
  if (wanted.length === 0 || wanted.some((tag) => given.withTags.includes(tag))) return given.withTags
  const free = wanted.find((tag) => !given.withoutTags.includes(tag))
  return free === undefined ? null : [...given.withTags, free].sort()
}

function requestIn(
  { tree, methods, effort }: Sweep,
  { cells, given }: SweptDifference,
  { on, tags }: { on: GuardedRequests; tags: readonly string[] },
): Request | null {
  const children = childrenOf(tree)
  for (const [method, nodes] of cells) {
    const name = methodFor(method, on.operations ?? [], methods)
    for (const node of name === null ? [] : nodes) {
      const holes = (children[node] ?? []).map((child) => extentText(tree.extents[child]))
      const cell = urlSet([extentText(tree.extents[node])], [...holes, ...given.missing], effort)
      const urls = given.matching.reduce((set, glob) => within(set, glob, effort), cell)
      const url = someUrl(urls, effort)
      if (url !== null && name !== null)
        return {
          method: name,
          url,
          tags,
          tool: given.tools.only?.[0] ?? null,
          capability: given.capabilities.only?.[0] ?? null,
        }
    }
  }
  return null
}

/** The name of the method where the guardrail speaks of it, else null. */
function methodFor(number: number, operations: readonly string[], space: MethodSpace): string | null {
  if (operations.length === 0 || operations.includes('*')) return someMethod([number], space)
  const wanted = operations.map((operation) => operation.toUpperCase())
  return wanted.find((method) => numberOf(method, space) === number) ?? null
}
