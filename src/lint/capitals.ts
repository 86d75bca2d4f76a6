/** Denies that differ from a granted path only in upper and lower case: paths are compared letter by letter. */
import { parsePattern } from '../access/model/pattern.ts'
import { lowerCase } from '../access/model/url.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'

export interface GrantedPaths {
  /** The spelling of the grants, if they differ from the deny only in capitals; null if a grant meets the deny, or if none is similar. */
  otherSpelling(resource: string): string | null
}

const CAPITALS = /:\/\/[^/]*\/.*[A-Z]/

/** Tells whether a path has capitals; nearly every path has none. */
export function hasCapitals(resource: string | undefined): boolean {
  return CAPITALS.test(parsePattern(resource).key)
}

const known = new WeakMap<readonly ParsedPolicy[], GrantedPaths>()

/** @param policies all policies, since another policy may grant the path. */
export function grantedPaths(policies: readonly ParsedPolicy[]): GrantedPaths {
  const found = known.get(policies)
  if (found !== undefined) return found
  const paths = indexed(policies)
  known.set(policies, paths)
  return paths
}

function indexed(policies: readonly ParsedPolicy[]): GrantedPaths {
  const keys = new Set<string>()
  const above = new Set<string>()
  /** The resources of grants that match further paths below. */
  const prefixes = new Set<string>()
  /** The prefixes that end within a segment, or before the path. */
  const wide = new Set<string>()
  const spelt = new Map<string, string>()
  for (const { policy } of policies)
    for (const { permission, resource } of policy.spec.policies) {
      if (permission === 'deny') continue
      const { key, isExact } = parsePattern(resource)
      if (!isExact) prefixes.add(key)
      if (!isExact && !key.endsWith('/')) wide.add(key)
      keys.add(key)
      for (const text of foldersOf(key)) above.add(text)
      for (const text of [key, ...foldersOf(key)]) spelt.set(lowerCase(text), text)
    }
  const isMet = (key: string): boolean =>
    above.has(key) ||
    keys.has(key) ||
    [...wide].some((start) => key.startsWith(start)) ||
    foldersOf(key).some((text) => keys.has(text))
  return {
    otherSpelling: (resource) => {
      const { key } = parsePattern(resource)
      if (!CAPITALS.test(key) || isMet(key)) return null
      const small = lowerCase(key)
      const below = [...wide].filter((start) => small.startsWith(lowerCase(start)))
      for (const text of [key, ...foldersOf(key).toReversed()]) {
        const other = spelt.get(lowerCase(text)) ?? text
        if (other !== text && (text === key || prefixes.has(other))) below.push(other)
      }
      const [granted] = below
      return granted === undefined ? null : granted + resource.slice(granted.length)
    },
  }
}

/** `https://h/a/b` → `https://h/`, `https://h/a/`. */
function foldersOf(key: string): readonly string[] {
  const folders: string[] = []
  const host = key.indexOf('/', key.indexOf('://') + 3)
  for (let at = host; at !== -1 && at < key.length - 1; at = key.indexOf('/', at + 1))
    folders.push(key.slice(0, at + 1))
  return folders
}
