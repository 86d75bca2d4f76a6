import { canonicalField, canonicalText } from '../policy/canonical.ts'
import { fieldAt, type Level } from '../policy/fields.ts'

/** A field of an object of a level; null: a level that the schema does not know. */
export interface PlacedField {
  readonly level: Level | null
  readonly key: string
}

/** Tells whether a field means the same with either value; undefined: the field is absent. */
export function isSameField(place: PlacedField, a: unknown, b: unknown): boolean {
  return meaningOfField(place, a) === meaningOfField(place, b)
}

export function isEmptyField({ level, key }: PlacedField, value: unknown): boolean {
  return canonicalField(level, key, value) === undefined
}

/** Tells whether a file may omit it: it is empty, and not the list of rules, which is always written. */
export function isLeftOut(place: PlacedField, value: unknown): boolean {
  return isEmptyField(place, value) && fieldAt(place.level, place.key)?.order !== 'multiset'
}

/** A text that is equal for values with which the field means the same. */
export function meaningOfField({ level, key }: PlacedField, value: unknown): string {
  return canonicalText(canonicalField(level, key, value))
}
