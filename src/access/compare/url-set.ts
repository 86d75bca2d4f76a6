/**
 * Sets of URLs for regions: URLs that some patterns match and others do not. Whether a
 * set is empty is decided exactly, without trying URLs: a shape is in the union of the
 * others if and only if one of them covers it (star-pattern.ts). Only if a `*` may
 * stand for a scheme, which has few letters, schemes are searched.
 */

import type { Effort } from '../model/effort.ts'
import {
  coverTest,
  starCovers,
  starIntersection,
  starMatches,
  starsMeet,
  widestPatterns,
} from '../model/star-pattern.ts'
import { isNormalUrl, shapeText, type UrlShape, urlShapes } from '../model/url-shapes.ts'
import { openScheme } from './open-scheme.ts'

export interface UrlSet {
  readonly pieces: readonly UrlPiece[]
  /** Patterns that are left out. */
  readonly without: readonly string[]
}

/** A pattern of the set, with its shapes that are not fully excluded. */
interface UrlPiece {
  readonly pattern: string
  readonly open: readonly UrlShape[]
}

export function urlSet(patterns: readonly string[], without: readonly string[], effort: Effort): UrlSet {
  const pieces = patterns.map((pattern): UrlPiece => ({ pattern, open: urlShapes(pattern, effort) }))
  return { pieces: pieces.flatMap((piece) => whatIsLeft(piece, without, { without, effort })), without }
}

export function isEmptySet({ pieces }: UrlSet): boolean {
  return pieces.length === 0
}

/** Tells whether the pattern alone covers every pattern of the set. */
export function isAllWithin({ pieces }: UrlSet, pattern: string): boolean {
  return pieces.every((piece) => starCovers(pattern, piece.pattern))
}

/** The URLs of the set that match the pattern. */
export function within(set: UrlSet, pattern: string, effort: Effort): UrlSet {
  if (isAllWithin(set, pattern)) return set
  const patterns = set.pieces.flatMap((piece) => starIntersection(piece.pattern, pattern, effort))
  effort.spend(patterns.length ** 2 / 8)
  return urlSet(patterns.length > 1 ? widestPatterns(patterns) : patterns, set.without, effort)
}

/** The URLs of the set that do not match the pattern. */
export function outside({ pieces, without }: UrlSet, pattern: string, effort: Effort): UrlSet {
  const all = [...without, pattern]
  // The earlier exclusions still apply.
  return {
    pieces: pieces.flatMap((piece) => whatIsLeft(piece, [pattern], { without: all, effort })),
    without: all,
  }
}

interface Left {
  /** All that is left out. */
  readonly without: readonly string[]
  readonly effort: Effort
}

function whatIsLeft({ pattern, open }: UrlPiece, covers: readonly string[], left: Left): readonly UrlPiece[] {
  const meeting = covers.filter((cover) => starsMeet(cover, pattern))
  left.effort.spend(covers.length / 8 + meeting.length)
  if (meeting.length === 0) return open.length === 0 ? [] : [{ pattern, open }]
  const still = open.filter((shape) => isOpen(shape, meeting, left))
  return still.length === 0 ? [] : [{ pattern, open: still }]
}

function isOpen(shape: UrlShape, covers: readonly string[], { without, effort }: Left): boolean {
  if (covers.some(coverTest(shapeText(shape)))) return false
  return !shape.scheme.includes('*') || openScheme(shape, without, effort) !== null
}

/**
 * A URL of the set, a simple one if possible, else the one that the theorem of
 * star-pattern.ts gives; null: the set is empty.
 */
export function someUrl({ pieces, without }: UrlSet, effort: Effort): string | null {
  const relevant = (pattern: string): readonly string[] =>
    without.filter((cover) => starsMeet(cover, pattern))
  for (const { pattern, open } of pieces) {
    const covers = relevant(pattern)
    for (const shape of open) {
      const url = plainUrl(shape, covers) ?? sureUrl(shape, covers, effort)
      if (url !== null) return url
    }
  }
  return null
}

const IN_HOST = ['', 'x', 'example']
const IN_PATH = ['', '/', 'x', 'x/x']
const ORDINARY = [...'xabcdefghijklmnopqrstuvwyz0123456789-_~']
const SCHEMES = ['https', 'http', 'x']

function plainUrl(shape: UrlShape, covers: readonly string[]): string | null {
  const isAnyHost = shape.authority === '*'
  const free = freeCharacter(shape, covers)
  const schemes = shape.scheme.includes('*') ? SCHEMES : [shape.scheme]
  for (const scheme of schemes.filter((one) => starMatches(shape.scheme, one)))
    for (const path of [...IN_PATH, ...free])
      for (const authority of [...(isAnyHost ? ['example.invalid'] : IN_HOST), ...free]) {
        const url = filled({ ...shape, scheme }, authority, path)
        const isPlain = isNormalUrl(url) && (path !== '/' || !shape.path.includes('/*'))
        if (isPlain && !covers.some((cover) => starMatches(cover, url))) return url
      }
  return null
}

/** A letter with which no other pattern continues at the first `*` of this one. */
function freeCharacter(shape: UrlShape, covers: readonly string[]): readonly string[] {
  const text = shapeText(shape)
  const at = text.indexOf('*')
  const taken = new Set(covers.map((cover) => cover[at]))
  const free = ORDINARY.find((character) => !taken.has(character))
  return free === undefined ? [] : [free]
}

function sureUrl(shape: UrlShape, covers: readonly string[], effort: Effort): string | null {
  const scheme = shape.scheme.includes('*') ? openScheme(shape, covers, effort) : shape.scheme
  if (scheme === null) return null
  const letter = unusedLetter(covers)
  const url = filled({ ...shape, scheme }, letter, letter)
  return isNormalUrl(url) && !covers.some((cover) => starMatches(cover, url)) ? url : null
}

/** A letter that is legal in host and path, and in no pattern. */
function unusedLetter(patterns: readonly string[]): string {
  const ordinary = ORDINARY.find((letter) => !patterns.some((pattern) => pattern.includes(letter)))
  if (ordinary !== undefined) return ordinary
  let code = 0xe0
  while (patterns.some((pattern) => pattern.includes(String.fromCharCode(code)))) code += 1
  return String.fromCharCode(code)
}

function filled({ scheme, authority, path }: UrlShape, inAuthority: string, inPath: string): string {
  return `${scheme}://${authority.replaceAll('*', () => inAuthority)}${path.replaceAll('*', () => inPath)}`
}
