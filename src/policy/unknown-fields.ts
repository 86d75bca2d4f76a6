/**
 * Finds the fields of a live policy that the schema does not know. They are not
 * shown as a change, but a write without them erases them. Such a field may deny
 * something, so a plan never ignores them.
 */
import { fieldAt, type Level, levelBelow } from './fields.ts'
import type { Spec } from './policy.ts'

export interface UnknownField {
  /** `spec.policies[2].subjects`; rules and routes count from 0, in live's order. */
  readonly path: string
  readonly value: unknown
  readonly place: FieldPlace
}

/** The place of a field, for finding it in another spec. */
export interface FieldPlace {
  /** The rule or route that holds the field; null: the field belongs to the spec itself. */
  readonly entry: { readonly list: 'policies' | 'approvals'; readonly index: number } | null
  /** The path from there on: ['delivery', 'retries']. */
  readonly keys: readonly string[]
}

/** @param spec as the server shows it. Empty values mean the same as absent ones, and are left out. */
export function unknownFields(spec: Spec): readonly UnknownField[] {
  const found: UnknownField[] = []
  addFieldsAt(spec, { level: 'spec', place: ROOT }, found)
  return found
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

const ROOT: FieldPlace = { entry: null, keys: [] }

/** The level of a value in the schema, and its place in the spec. */
interface Looked {
  readonly level: Level
  readonly place: FieldPlace
}

/** Makes no place for known fields without fields below them, which nearly all are. */
function addFieldsAt(value: unknown, { level, place }: Looked, found: UnknownField[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const key of Object.keys(value)) {
    const isKnown = fieldAt(level, key) !== null
    const below = isKnown ? levelBelow(level, key) : null
    if (isKnown && below === null) continue
    const child: unknown = (value as Readonly<Record<string, unknown>>)[key]
    const inside = { ...place, keys: [...place.keys, key] }
    if (below !== null) addFieldsBelow(child, { level: below, place: inside }, found)
    else if (!isEmpty(child)) found.push({ path: pathOf(inside), value: child, place: inside })
  }
}

function addFieldsBelow(child: unknown, { level, place }: Looked, found: UnknownField[]): void {
  if (level !== 'rule' && level !== 'route') {
    addFieldsAt(child, { level, place }, found)
    return
  }
  const list = level === 'rule' ? 'policies' : 'approvals'
  const entries: readonly unknown[] = Array.isArray(child) ? child : []
  for (const [index, entry] of entries.entries())
    addFieldsAt(entry, { level, place: { entry: { list, index }, keys: [] } }, found)
}

function pathOf({ entry, keys }: FieldPlace): string {
  const start = entry === null ? 'spec' : `spec.${entry.list}[${entry.index}]`
  return start + keys.map((key) => (/^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('')
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
