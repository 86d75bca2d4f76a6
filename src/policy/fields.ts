/**
 * Describes each field of a policy file: its place in the order of writing, its
 * type, and whether order and letter case count, and what its absence means. The
 * table is generated from schema/policy.schema.json (`build/fields.mjs`).
 */
import { GENERATED_FIELDS } from '../generated/fields.ts'

/** A kind of object in a policy file: `spec`, `rule`, `route`, `approvers`, `delivery`, the documents around them. */
export type Level = keyof typeof GENERATED_FIELDS

export interface Field {
  readonly key: string
  /** A type name in the plural means a list of that type. */
  readonly kind: 'text' | 'texts' | 'flag' | 'object' | 'objects'
  /** Level of the object, or of each object of the list; absent if the schema does not look inside. */
  readonly below?: Level
  readonly isRequired?: true
  /** The order of a list. A multiset has no order, but counts repeated entries. */
  readonly order?: 'set' | 'multiset' | 'sequence'
  /** `get` and `GET` are one. */
  readonly isCaseFree?: true
  /** Says which requests a rule or route is for: absent or empty, it is for all of them. */
  readonly isSelector?: true
  /** The only texts that it may hold. */
  readonly values?: readonly string[]
  /** The meaning of its absence. */
  readonly default?: string
}

const TABLE: Readonly<Record<Level, readonly Field[]>> = GENERATED_FIELDS

const BY_KEY = new Map(
  Object.entries(TABLE).map(([level, fields]) => [
    level,
    new Map(fields.map((field, rank) => [field.key, { field, rank }])),
  ]),
)

export const LEVELS = Object.keys(GENERATED_FIELDS) as readonly Level[]

/** The fields of a level in the order of writing. */
export function fieldsOf(level: Level): readonly Field[] {
  return TABLE[level]
}

/** @returns null for a field that the schema does not know, and below one (level null). */
export function fieldAt(level: Level | null, key: string): Field | null {
  return level === null ? null : (BY_KEY.get(level)?.get(key)?.field ?? null)
}

/** The level of the object under `key`, or of the items if it is a list. */
export function levelBelow(level: Level | null, key: string): Level | null {
  return fieldAt(level, key)?.below ?? null
}

/** Place of a field in the order of writing; unknown fields come last. */
export function rankOf(level: Level | null, key: string): number {
  return level === null ? 0 : (BY_KEY.get(level)?.get(key)?.rank ?? TABLE[level].length)
}

/** Keys in the order of writing; unknown ones last, in their given order. */
export function inWritingOrder(level: Level | null, keys: readonly string[]): readonly string[] {
  return keys.toSorted((a, b) => rankOf(level, a) - rankOf(level, b))
}
