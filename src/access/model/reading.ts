/**
 * The reading of the model that policyctl pins where the API's documentation
 * is silent; docs/access-model.md gives each answer with its reason and its
 * alternatives. Every evaluation, plain or swept, goes through this module,
 * pattern.ts and url.ts, so that one place says what a rule matches.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { matchesPattern, type Pattern, parsePattern } from './pattern.ts'
import { normaliseUrl, withoutQuery } from './url.ts'

/** Number of the reading; outputs name it ('reading 1'). */
export const READING = 1

/** Methods of HTTP; anything else is a custom name. */
export const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
]

/** The selector of a rule or a route. */
export interface Selector extends Pattern {
  /** Upper case, sorted, each once; empty: every method. */
  readonly methods: readonly string[]
  /** Sorted, each once; empty: any tool. */
  readonly tags: readonly string[]
}

/** A request as rules look at it: method in upper case, URL in normal form. */
export interface NormalRequest {
  readonly method: string
  readonly url: string
  readonly tags: readonly string[]
  readonly tool: string | null
  readonly capability: string | null
}

export type SelectorField = 'method' | 'resource' | 'tags'

export function normaliseRequest(request: Request): NormalRequest {
  return {
    method: request.method.toUpperCase(),
    url: normaliseUrl(request.url) ?? withoutQuery(request.url),
    tags: request.tags,
    tool: request.tool,
    capability: request.capability,
  }
}

/** The first field that keeps the selector from matching; null: it matches. */
export function failedField(selector: Selector, request: NormalRequest): SelectorField | null {
  if (selector.methods.length > 0 && !selector.methods.includes(request.method)) return 'method'
  if (!matchesPattern(selector, request.url)) return 'resource'
  if (selector.tags.length > 0 && !selector.tags.some((tag) => request.tags.includes(tag))) return 'tags'
  return null
}

/** All selectors that the route has must match; one without selectors matches everything. */
export function routeMatches(route: Route, selector: Selector, request: NormalRequest): boolean {
  return (
    failedField(selector, request) === null &&
    isAmong(textsOf(route.toolIds), request.tool) &&
    isAmong(textsOf(route.capabilities), request.capability)
  )
}

/** '*' among the operations, which no documentation mentions, is read as every method. */
export function selectorOf(entry: Rule | Route): Selector {
  const { key, isExact, glob } = parsePattern(entry.resource)
  return { key, isExact, glob, methods: normalMethods(entry), tags: tagsOf(entry) }
}

/** Specs come from servers too: what is not a list of objects counts as empty. */
export function rulesOf(spec: Spec): readonly Rule[] {
  return objectsOf(spec.policies) as readonly Rule[]
}

export function routesOf(spec: Spec): readonly Route[] {
  return objectsOf(spec.approvals) as readonly Route[]
}

export function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return NONE
  return value.every((item) => typeof item === 'string') ? value : value.map(String)
}

/** Sorted, each once; empty: any tool. */
export function tagsOf({ tags }: Rule | Route): readonly string[] {
  return sortedSet(textsOf(tags))
}

/** Upper case, sorted, each once; empty: every method. */
export function normalMethods({ operations }: Rule | Route): readonly string[] {
  const written = textsOf(operations)
  const isUpperCase = written.every((method) => METHODS.includes(method) || method === method.toUpperCase())
  const methods = sortedSet(isUpperCase ? written : written.map((method) => method.toUpperCase()))
  return methods.includes('*') ? NONE : methods
}

const NONE: readonly string[] = []
const NO_ENTRY = {}

/** An item that is not an object becomes an empty one, so that indexes stay. */
function objectsOf(value: unknown): readonly object[] {
  if (!Array.isArray(value)) return []
  const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null
  return value.every(isObject) ? value : value.map((item) => (isObject(item) ? item : NO_ENTRY))
}

function isAmong(wanted: readonly string[], actual: string | null): boolean {
  return wanted.length === 0 || (actual !== null && wanted.includes(actual))
}

function sortedSet(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return NONE
  const isSorted = texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text)
  return isSorted ? texts : sorted(texts)
}

/** As they were written → sorted, each once. */
const sortedLists = new Map<string, readonly string[]>()

/** A few lists recur in nearly all rules, so each is sorted and kept once, up to a limit. */
function sorted(texts: readonly string[]): readonly string[] {
  // No separator would do: a server may send texts that hold it.
  const key = JSON.stringify(texts)
  const known = sortedLists.get(key)
  if (known !== undefined) return known
  const list = [...new Set(texts)].sort()
  if (sortedLists.size < 1000) sortedLists.set(key, list)
  return list
}
