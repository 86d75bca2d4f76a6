/**
 * The thorough search behind find-url: breadth first over what the URL written
 * so far means to the grammar of URLs, to each glob, and to what must be
 * avoided. Characters that nobody mentions are all alike, so one stands for
 * them; the search is complete, and its end without an answer is a proof.
 */
import { normaliseUrl } from '../model/url.ts'
import { isUrlIn, type UrlQuestion } from './url-question.ts'

/** Far above what policies of people need; a search that is given up must not pass for a proof. */
const LIMIT = 200_000

export function searchUrl(question: UrlQuestion): string | null {
  const { within } = question
  if (within.isExact) return isUrlIn(question, within.key) ? within.key : null
  const alphabet = alphabetOf(question)
  const seen = new Set<string>()
  let frontier = [within.key]
  while (frontier.length > 0) {
    const next: string[] = []
    for (const url of frontier) {
      if (isUrlIn(question, url)) return url
      for (const character of alphabet) {
        const longer = url + character
        const state = stateOf(longer, question)
        if (state === null || seen.has(state)) continue
        seen.add(state)
        next.push(longer)
      }
    }
    if (seen.size > LIMIT)
      throw new Error('the patterns are too entangled to compare: too many * before the end')
    frontier = next
  }
  return null
}

/** Equal states have equal futures. null: no continuation can be an answer. */
function stateOf(url: string, { outside, matching, missing }: UrlQuestion): string | null {
  const grammar = grammarState(url)
  if (grammar === null) return null
  const ahead: string[] = []
  for (const { key, isExact } of outside) {
    if (!isExact && url.startsWith(key)) return null
    if (key.startsWith(url)) ahead.push(key.slice(url.length) + (isExact ? '.' : '*'))
  }
  const globs = [
    ...matching.map((glob) => globState(glob, url)),
    ...missing.map((glob) => globState(glob, url)),
  ]
  if (globs.slice(0, matching.length).includes('')) return null
  return JSON.stringify([grammar, ahead, globs])
}

/** Where in a URL the text ends; ports keep their digits, since the default one must not be written. */
function grammarState(url: string): string | null {
  const authority = url.indexOf('://')
  if (authority < 0) return /^(?:[a-z][a-z0-9+.-]*(?::\/?)?)?$/.test(url) ? schemeState(url) : null
  const scheme = url.slice(0, authority)
  const host = url.slice(authority + 3)
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) return null
  if (host.includes('/')) return normaliseUrl(url) === url ? 'path' : null
  if (/[A-Z]/.test(host)) return null
  return `${HAS_PORT.test(scheme) ? scheme : ''}//${host === '' ? '' : 'h'}${/:\d{0,4}$/.exec(host)?.[0] ?? ''}`
}

const HAS_PORT = /^https?$/

function schemeState(url: string): string {
  if (url === '' || /^(?:h|ht|htt|https?)(?::\/?)?$/.test(url)) return url
  return `s${/:\/?$/.exec(url)?.[0] ?? ''}`
}

/**
 * Positions in the glob that the text may have reached, from the last '*' on:
 * earlier ones can do nothing that it cannot. '' where the glob cannot match any more.
 */
function globState(glob: string, url: string): string {
  let positions = new Set([0])
  for (const character of url) {
    const next = new Set<number>()
    for (const position of positions) {
      if (glob[position] === '*') next.add(position)
      const literal = glob[position] === '*' ? position + 1 : position
      if (glob[literal] === character) next.add(literal + 1)
    }
    positions = next
  }
  const lastStar = Math.max(-1, ...[...positions].filter((position) => glob[position] === '*'))
  return [...positions]
    .filter((position) => position >= lastStar)
    .sort((a, b) => a - b)
    .join()
}

function alphabetOf({ outside, matching, missing, within }: UrlQuestion): readonly string[] {
  const mentioned = new Set<string>(['/', ':'])
  for (const glob of [...matching, ...missing]) for (const character of glob) mentioned.add(character)
  for (const { key } of outside)
    for (const character of key.slice(within.key.length)) mentioned.add(character)
  for (const taken of ['*', '?', '#']) mentioned.delete(taken)
  for (const [from, to] of [
    ['a', 'z'],
    ['0', '9'],
    ['\u00e0', '\u0fff'],
  ]) {
    const free = firstFree(mentioned, from ?? '', to ?? '')
    if (free !== null) mentioned.add(free)
  }
  return [...mentioned]
}

function firstFree(taken: ReadonlySet<string>, from: string, to: string): string | null {
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) {
    const character = String.fromCharCode(code)
    if (!taken.has(character)) return character
  }
  return null
}
