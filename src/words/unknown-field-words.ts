/** Words for fields of live policies that the schema does not know. */
import type { FieldChange } from '../change/field-changes.ts'
import { INTO_THE_FILE } from '../plan/guards/unknown-fields.ts'
import type { PolicyField } from '../plan/plan.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, listOf, say, type Words } from './span.ts'

/**
 * One line for each field, whatever its rule or route:
 * `spec.policies[].subjects in payments and hr`.
 */
export function unknownFieldWords(fields: readonly PolicyField[]): readonly Words[] {
  const byPath = new Map<string, Set<string>>()
  for (const { policy, path } of fields) {
    const policies = byPath.get(anywhere(path)) ?? new Set()
    byPath.set(anywhere(path), policies.add(policy))
  }
  return [...byPath].map(([path, policies]) => {
    const places = fields.filter((field) => anywhere(field.path) === path)
    // A field with a single place is named with its index.
    const shown = places.length === 1 ? (places[0]?.path ?? path) : path
    return say`${asCode(shown)} in ${listOf(naturalNames([...policies]), asCode)}`
  })
}

function anywhere(path: string): string {
  return path.replace(/\[\d+\]/g, '[]')
}

/** The words for a command that writes nothing. */
export const UNKNOWN_LIVE = 'the schema does not know it, so its effect on access is unknown'

/** The note on unknown fields in a plan. */
export const UNKNOWN_IN_PLAN =
  'the schema does not know it, so its effect on access is unknown; a write that would erase it is blocked'

/** The words for a command that turns live policies into files. */
export const NOT_TAKEN = `the schema does not know it, so it was not taken; a write without it would erase it and is blocked; to keep it, ${INTO_THE_FILE}`

/** Lines of a diff: `- spec.policies[0].subjects: ["group:interns"]`, then the new value with `+`. */
export function unknownChangeLines(fields: readonly FieldChange[]): readonly string[] {
  return fields
    .filter(isUnknownField)
    .flatMap(({ path, before, after }) => [
      ...(before === null ? [] : [`- ${path}: ${JSON.stringify(before)}`]),
      ...(after === null ? [] : [`+ ${path}: ${JSON.stringify(after)}`]),
    ])
}

/** Tells whether the schema does not know the field: paths of known fields start with their rule or route. */
export function isUnknownField({ path }: FieldChange): boolean {
  return path.startsWith('spec.') || path.startsWith('spec[')
}
