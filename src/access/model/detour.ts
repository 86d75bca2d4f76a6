/**
 * Makes paths that a gateway may resolve to another path, such as `/public/../private`,
 * which `/public/*` matches. They test the assumption `paths-as-text`. One table of
 * spellings serves single texts and whole patterns.
 */
import { resolvedUrl } from './resolved-url.ts'

/** Spellings of one step up: a segment, and the slash behind it. */
const USUAL_STEPS = ['../', '%2e%2e/', '..;/', '..%2f']
/** The same in capitals or mixed, since a deny is compared letter by letter. */
const OTHER_STEPS = ['%2E%2E/', '.%2e/', '%2e./', '.%2E/', '%2E./', '%2e%2e;/', '..%2F', '%2e%2e%2f']
/** Spellings that may stand for one slash. */
const USUAL_SLASHES = ['//', '/./']
const OTHER_SLASHES = ['/;/', '/%2e/', '/%2E/', '/.;/', '/%2f', '/%2F']

/** Deeper than the paths that people write rules for. */
const MOST_LEVELS = 40

/** The pattern of the texts of one spelling that are resolved to what a pattern of a path matches. */
export type Spelling = (path: string) => string

/** @param levels the most steps up that are needed. */
export function spellings(levels: number): readonly Spelling[] {
  const climbs = (steps: readonly string[]): readonly Spelling[] =>
    steps.map((step) => (path) => `/*/${step.repeat(Math.min(levels, MOST_LEVELS))}${path.slice(1)}`)
  const doubled = (slashes: readonly string[]): readonly Spelling[] =>
    slashes.map((slash) => (path) => slash + path.slice(1))
  return [
    ...climbs(USUAL_STEPS),
    ...doubled(USUAL_SLASHES),
    ...climbs(OTHER_STEPS),
    ...doubled(OTHER_SLASHES),
  ]
}

export interface Detour {
  /** The URL that is sent. */
  readonly url: string
  /** The URL after a gateway has resolved it. */
  readonly resolved: string
}

/**
 * @param pattern in normal form, with a complete host. @param path that is wanted, a pattern too, with its slash.
 * @returns [] if the pattern has no `*` in its path.
 */
export function detoursFrom(pattern: string, path: string): readonly Detour[] {
  const [, origin = '', own = ''] = /^([^/]+:\/\/[^/*]+)(\/.*)$/s.exec(pattern) ?? []
  const star = own.lastIndexOf('*')
  if (star < 0) return []
  const before = sample(own.slice(0, star))
  const folder = before.endsWith('/') ? before : `${before}/`
  const levels = folder.split('/').length - 2
  const wanted = samplePath(path)
  const end = own.slice(star + 1)
  // The root has no parent, so the detour first goes into a folder and out again.
  const start = levels === 0 ? `${folder}x/` : folder
  const climbs = (steps: readonly string[]): readonly string[] =>
    steps.map((step) => start + step.repeat(Math.max(levels, 1)) + wanted.slice(1))
  const doubled = (slashes: readonly string[]): readonly string[] =>
    wanted.startsWith(folder)
      ? slashes.map((slash) => folder.slice(0, -1) + slash + wanted.slice(folder.length))
      : []
  const texts = [
    ...climbs(USUAL_STEPS),
    ...doubled(USUAL_SLASHES),
    ...climbs(OTHER_STEPS),
    ...doubled(OTHER_SLASHES),
  ]
  return texts.flatMap((text) => detourOf(`${origin}${text}${end}`))
}

/** Detours to a name at the root, and below the folder of the pattern. @param name that no pattern has. */
export function detoursAnywhere(pattern: string, name: string): readonly Detour[] {
  const [, path = '/'] = /^[^/]+:\/\/[^/*]+(\/.*)\*/s.exec(pattern) ?? []
  const folder = sample(path.endsWith('/') ? path : `${path}/`)
  return [...detoursFrom(pattern, `/${name}`), ...detoursFrom(pattern, folder + name)]
}

/** The URL as a detour, if a gateway could resolve it to another one; else []. */
export function detourOf(url: string): readonly Detour[] {
  const resolved = resolvedUrl(url)
  return resolved === null ? [] : [{ url, resolved }]
}

function sample(text: string): string {
  return text.replaceAll('*', 'x')
}

/** A path that the pattern matches; a `*` at its end stands for nothing. */
function samplePath(path: string): string {
  return sample(path.replace(/\*$/, ''))
}
