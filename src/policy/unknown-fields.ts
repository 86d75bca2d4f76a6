/**
 * Fields of a live policy that the schema does not know. They are no change,
 * and whoever replaces the spec without them erases them, so they are never
 * passed over: a field may keep somebody out.
 */
import { fieldAt, type Level, levelBelow } from './fields.ts'
import type { Spec } from './policy.ts'

export interface UnknownField {
  /** `spec.policies[2].subjects`; rules and routes count from 0, as live has them. */
  readonly path: string
  readonly value: unknown
  readonly place: FieldPlace
}

/** The place of a field, for finding it in another spec. */
export interface FieldPlace {
  /** The rule or route that holds the field; null: the field belongs to the spec itself. */
  readonly entry: { readonly list: 'policies' | 'approvals'; readonly index: number } | null
  /** From there on: ['delivery', 'retries']. */
  readonly keys: readonly string[]
}

/** @param spec as the server shows it. Empty values mean the same as absent ones, and are left out. */
export function unknownFields(spec: Spec): readonly UnknownField[] {
  return fieldsAt(spec, 'spec', { entry: null, keys: [] })
}

/**
 * Tells whether the config lists a field as the server's own.
 * @param serverFields paths like `spec.generation`; `spec.policies[].id` stands
 * for every rule.
 */
export function isServerField({ path }: UnknownField, serverFields: readonly string[]): boolean {
  const anywhere = path.replace(/\[\d+\]/g, '[]')
  return serverFields.some((known) => known === path || known === anywhere)
}

function fieldsAt(value: unknown, level: Level, place: FieldPlace): readonly UnknownField[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const found: UnknownField[] = []
  for (const [key, child] of Object.entries(value)) {
    const inside = { ...place, keys: [...place.keys, key] }
    if (fieldAt(level, key) === null) {
      if (!isEmpty(child)) found.push({ path: pathOf(inside), value: child, place: inside })
      continue
    }
    const below = levelBelow(level, key)
    if (below !== null) found.push(...fieldsBelow(child, below, inside))
  }
  return found
}

function fieldsBelow(child: unknown, level: Level, place: FieldPlace): readonly UnknownField[] {
  if (level !== 'rule' && level !== 'route') return fieldsAt(child, level, place)
  const list = level === 'rule' ? 'policies' : 'approvals'
  const entries: readonly unknown[] = Array.isArray(child) ? child : []
  return entries.flatMap((entry, index) => fieldsAt(entry, level, { entry: { list, index }, keys: [] }))
}

function pathOf({ entry, keys }: FieldPlace): string {
  const start = entry === null ? 'spec' : `spec.${entry.list}[${entry.index}]`
  return start + keys.map((key) => (/^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('')
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
