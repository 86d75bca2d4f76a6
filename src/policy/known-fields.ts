/**
 * Drops fields that a server added: those that neither the schema nor our specs
 * name. They are not managed by policyctl, so they must never show as a change.
 * A write that would erase one is another matter: see unknown-fields.ts.
 */
import { fieldsOf, type Level, levelBelow } from './fields.ts'
import { isPlainlyEqual } from './plainly-equal.ts'
import type { Spec } from './policy.ts'

type Keys = Map<Level, Set<string>>

/**
 * The live spec without the fields that neither the schema nor any of `named`
 * (the desired spec, the ledger's) has at that level.
 */
export function withoutForeignFields(live: Spec, ...named: readonly (Spec | null)[]): Spec {
  // Usually live is word for word what was written, so every field of it is named.
  if (named.some((spec) => isPlainlyEqual(spec, live))) return live
  const used: Keys = new Map()
  for (const spec of named) if (spec !== null) collectKeys(spec, 'spec', used)
  return project(live, 'spec', used) as Spec
}

function collectKeys(value: unknown, level: Level, keys: Keys): void {
  for (const fields of objectsIn(value)) {
    for (const [key, child] of Object.entries(fields)) {
      keysAt(keys, level).add(key)
      const below = levelBelow(level, key)
      if (below !== null) collectKeys(child, below, keys)
    }
  }
}

/** The keys of a level: at first those of the schema, to which collectKeys adds. */
function keysAt(keys: Keys, level: Level): Set<string> {
  const known = keys.get(level) ?? new Set(fieldsOf(level).map(({ key }) => key))
  keys.set(level, known)
  return known
}

/** @returns the value itself if nothing is left out, so that most live specs are not kept twice. */
function project(value: unknown, level: Level, keys: Keys): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => project(item, level, keys))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  if (typeof value !== 'object' || value === null) return value
  const written = Object.entries(value)
  const kept = written.flatMap(([key, child]): [string, unknown][] => {
    if (!keysAt(keys, level).has(key)) return []
    const below = levelBelow(level, key)
    return [[key, below === null ? child : project(child, below, keys)]]
  })
  const isWhole = kept.length === written.length && kept.every(([, child], at) => child === written[at]?.[1])
  return isWhole ? value : Object.fromEntries(kept)
}

function objectsIn(value: unknown): readonly object[] {
  const items = Array.isArray(value) ? value : [value]
  return items.filter((item): item is object => typeof item === 'object' && item !== null)
}
