/**
 * Finds the words of a search. A wildcard pattern without the words still matches if
 * it covers a path with them: an agent that may send anything to a host may send
 * refunds, too.
 */

import { matchesPattern, type Pattern, parsePattern, patternText } from '../access/model/pattern.ts'
import { rulesOf, type Selector, selectorOf } from '../access/model/reading.ts'
import { hasMethod } from '../access/model/reads.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Rule, Spec } from '../policy/policy.ts'
import { type Mention, mentionsOf } from './mentions.ts'
import { boundOf, type PageModel, type ShownGrant } from './page-model.ts'

/** A word of a search. */
export interface Term {
  readonly word: string
  /** Each name with the word in it; empty: the page knows no such thing. */
  readonly mentions: readonly Mention[]
}

export interface Search {
  readonly termsOf: (text: string) => readonly Term[]
  /** Tells whether the name of the row has the word in it. */
  readonly isRow: (row: number, term: Term) => boolean
  readonly isHost: (column: number, term: Term) => boolean
  readonly isGrant: (grant: ShownGrant, term: Term, place: { row: number; column: number }) => boolean
  /** Returns a URL with the word that the grant covers only by a wildcard; null if the grant itself has the word. */
  readonly included: (grant: ShownGrant, term: Term, column: number) => string | null
  /** Tells whether a path of the host contains the word, for any row. */
  readonly isPathAt: (column: number, term: Term) => boolean
}

/** Words that are ignored if the search has others. */
const STOP_WORDS = new Set(
  'a an agents all and any anything approve approved approves at by can do does for in is may of on or send the to what which who with'.split(
    ' ',
  ),
)

export function searchOf(model: PageModel): Search {
  let mentions: readonly Mention[] | null = null
  const found = (word: string): readonly Mention[] => {
    mentions ??= mentionsOf(model)
    return mentions.filter(({ key }) => key.includes(word))
  }
  const paths = pathsOf(model)
  return {
    termsOf: (text) => {
      const words = text
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '')
      const telling = words.filter((word) => !STOP_WORDS.has(word))
      return (telling.length > 0 ? telling : words).map((word) => termOf(word, found))
    },
    isRow: (row, { word }) => rowName(model, row).includes(word),
    isHost: (column, { word }) => (model.columns[column] ?? '').includes(word),
    isGrant: (grant, term, place) =>
      (isUnknown(term) && reachesBeyond(grant)) ||
      wordsOf(grant).includes(term.word) ||
      term.mentions.some(({ kind, name }) => kind === 'method' && hasMethod(name, grant)) ||
      isOfPolicy(model, grant, { term, row: place.row }) ||
      paths(place.column, term).some((url) => coversUrl(grant, url)),
    included: (grant, term, column) =>
      wordsOf(grant).includes(term.word)
        ? null
        : (paths(column, term).find((url) => coversUrl(grant, url)) ?? null),
    isPathAt: (column, term) => paths(column, term).length > 0,
  }
}

/** Tells whether the page has no name with the word in it. */
export function isUnknown({ mentions }: Term): boolean {
  return mentions.length === 0
}

/** Tells whether the grant has a wildcard, so that an unknown word may match there. */
function reachesBeyond({ resource }: ShownGrant): boolean {
  return resource.includes('*')
}

/** Searches for `refund` if nothing has `refunds` in it. */
function termOf(word: string, found: (word: string) => readonly Mention[]): Term {
  const forms = word.length > 3 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word]
  const known = forms.map((form) => ({ word: form, mentions: found(form) }))
  return known.find(({ mentions }) => mentions.length > 0) ?? { word, mentions: [] }
}

function rowName({ rows }: PageModel, index: number): string {
  const row = rows[index]
  if (row === undefined) return ''
  return ('agent' in row ? agentLabel(row.agent) : row.policy).toLowerCase()
}

const knownWords = new WeakMap<ShownGrant, string>()

/** Returns the searchable text of the grant. */
function wordsOf(grant: ShownGrant): string {
  const known = knownWords.get(grant)
  if (known !== undefined) return known
  const { resource, route, withTags, tools, capabilities } = grant
  const connectors = route?.delivery?.connectors
  const words = [
    resource,
    ...(route === null ? [] : [route.name, ...route.approvers.groups]),
    ...(Array.isArray(connectors) ? connectors.map(String) : []),
    ...[...withTags, ...tools, ...capabilities],
  ].join('\n')
  const lower = words.toLowerCase()
  knownWords.set(grant, lower)
  return lower
}

/** Tells whether a rule of a policy with the word in its name allows some of the grant. */
function isOfPolicy(
  model: PageModel,
  grant: ShownGrant,
  { term, row }: { term: Term; row: number },
): boolean {
  const named = term.mentions.flatMap(({ kind, name }) => (kind === 'policy' ? [name] : []))
  if (named.length === 0) return false
  const reacher = model.rows[row]
  const bound = reacher === undefined ? [] : boundOf(reacher, model.after)
  return bound.some(
    ({ name, spec }) => named.includes(name) && spokenRules(spec).some((rule) => speaksOf(rule, grant)),
  )
}

interface SpokenRule {
  readonly permission: Rule['permission']
  readonly selector: Selector
}

const knownRules = new WeakMap<Spec, readonly SpokenRule[]>()

function spokenRules(spec: Spec): readonly SpokenRule[] {
  const known =
    knownRules.get(spec) ??
    rulesOf(spec).map((rule) => ({ permission: rule.permission, selector: selectorOf(rule) }))
  knownRules.set(spec, known)
  return known
}

function speaksOf({ permission, selector }: SpokenRule, grant: ShownGrant): boolean {
  if (permission !== grant.decision) return false
  const { methods } = selector
  const isMethod =
    methods.length === 0 ||
    grant.operations.includes('*') ||
    methods.some((method) => hasMethod(method, grant))
  return (
    isMethod &&
    (matchesPattern(selector, grant.witness.url) || coversUrl(grant, exampleOf(patternText(selector))))
  )
}

const parsed = new Map<string, Pattern>()

function patternOf(resource: string): Pattern {
  const known = parsed.get(resource) ?? parsePattern(resource)
  parsed.set(resource, known)
  return known
}

/** @param url in normal form, as patterns are. */
function coversUrl({ resource, exceptResources }: ShownGrant, url: string): boolean {
  return (
    matchesPattern(patternOf(resource), url) &&
    !exceptResources.some((hole) => matchesPattern(patternOf(hole), url))
  )
}

/** Returns a URL that matches the pattern. */
function exampleOf(resource: string): string {
  return resource.replaceAll('*', '')
}

/** Finds the URLs of a host that contain a word; computed once for each word. */
function pathsOf({ columns }: PageModel): (column: number, term: Term) => readonly string[] {
  const known = new WeakMap<Term, ReadonlyMap<string, readonly string[]>>()
  return (column, term) => {
    const origin = columns[column] ?? null
    if (origin === null) return []
    const byHost = known.get(term) ?? pathsByOrigin(term)
    known.set(term, byHost)
    return byHost.get(origin) ?? []
  }
}

function pathsByOrigin({ word, mentions }: Term): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, name, key } of mentions) {
    const origin = kind === 'path' ? (ORIGIN.exec(name)?.[0] ?? null) : null
    if (origin === null || !key.slice(origin.length).includes(word)) continue
    const urls = found.get(origin) ?? []
    found.set(origin, urls)
    urls.push(exampleOf(name))
  }
  return found
}

/** The host of a URL is cut off: a word in it finds the host, and not each of its paths. */
const ORIGIN = /^[^:/*]+:\/\/[^/*]+(?=\/)/
