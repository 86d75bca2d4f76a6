/** Fields of live policies that the schema does not know, in words. Not yet safe to print. */
import type { FieldChange } from '../change/field-changes.ts'
import type { PolicyField } from '../plan/plan.ts'
import { naturalNames } from './natural-order.ts'

/** Longer lists of policies are cut. */
const MOST_POLICIES = 4

/**
 * One line a field, whatever the rule or route that it stands in:
 * `spec.policies[].subjects in payments and hr`.
 */
export function unknownFieldWords(fields: readonly PolicyField[]): readonly string[] {
  const byPath = new Map<string, Set<string>>()
  for (const { policy, path } of fields) {
    // Of a single policy the exact place is said.
    const policies = byPath.get(anywhere(path)) ?? new Set()
    byPath.set(anywhere(path), policies.add(policy))
  }
  return [...byPath].map(([path, policies]) => {
    const places = fields.filter((field) => anywhere(field.path) === path)
    const shown = places.length === 1 ? (places[0]?.path ?? path) : path
    return `${shown} in ${listed(naturalNames([...policies]))}`
  })
}

function anywhere(path: string): string {
  return path.replace(/\[\d+\]/g, '[]')
}

function listed(names: readonly string[]): string {
  if (names.length <= MOST_POLICIES) return names.join(', ')
  return `${names.slice(0, MOST_POLICIES).join(', ')} and ${names.length - MOST_POLICIES} more`
}

/** Where nothing is written. */
export const UNKNOWN_LIVE = 'the schema does not know it, so nobody can say what it does to access'

/** What there is to know of them where a plan shows them. */
export const UNKNOWN_IN_PLAN =
  'the schema does not know it, so nobody can say what it does to access; a write that would erase it is held'

/** Where live becomes files. */
export const NOT_TAKEN =
  'the schema does not know it, so it was not taken; write it into the file to keep it, a write without it would erase it and is held'

/** `- spec.policies[0].subjects: ["group:interns"]`, then what it is now. */
export function unknownChangeLines(fields: readonly FieldChange[]): readonly string[] {
  return fields
    .filter(isUnknownField)
    .flatMap(({ path, before, after }) => [
      ...(before === null ? [] : [`- ${path}: ${JSON.stringify(before)}`]),
      ...(after === null ? [] : [`+ ${path}: ${JSON.stringify(after)}`]),
    ])
}

/** Those of the schema are called after their rule or route. */
export function isUnknownField({ path }: FieldChange): boolean {
  return path.startsWith('spec.') || path.startsWith('spec[')
}
