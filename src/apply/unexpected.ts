/** What live is, where it is not what was expected: in words, and whose doing it was. */
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import type { Spec } from '../policy/policy.ts'

/** Somebody changed the policy since the plan looked at it. */
export function staleMessage(expected: Spec | null, seen: Spec | null): string {
  if (seen === null) return 'it was deleted live since the plan; nothing was written, plan again'
  if (expected === null) return 'it was created live since the plan; nothing was written, plan again'
  return `it was changed live since the plan (${paths(fieldChanges(expected, seen))}); nothing was written, plan again`
}

/** Whether everything by which live differs from what was sent is missing there: a server that leaves out what it does not know. */
export function isDropOf(seen: Spec | null, sent: Spec | null): boolean {
  return seen !== null && sent !== null && fieldChanges(sent, seen).every(({ after }) => after === null)
}

/** What the server made of what it was sent. */
export function dropMessage(sent: Spec, stored: Spec | null): string {
  const changes = fieldChanges(sent, stored)
  const dropped = changes.filter(({ after }) => after === null)
  const others = changes.filter(({ after }) => after !== null)
  return [
    ...(dropped.length > 0 ? [`the server dropped ${paths(dropped)}`] : []),
    ...(others.length > 0 ? [`the server stored something else for ${paths(others)}`] : []),
  ].join('; ')
}

/** Between two things that a list showed and that were wanted. */
export function differenceMessage(wanted: Spec | null, seen: Spec | null): string {
  if (wanted === null) return 'it is still there'
  if (seen === null) return 'it is not there'
  return `it differs in ${paths(fieldChanges(wanted, seen))}`
}

const MOST_PATHS = 5

function paths(changes: readonly FieldChange[]): string {
  const shown = changes.slice(0, MOST_PATHS).map(({ path }) => path)
  const more = changes.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
