/** Writes messages about a live spec that is not as expected, and what may have caused it. */

import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import type { Spec } from '../policy/policy.ts'
import { type Fields, isFields } from '../policy/shape.ts'
import type { UnknownField } from '../policy/unknown-fields.ts'

/** The message for a policy that changed since the plan. @param mayHaveWritten true if a request of this run may have been carried out in between. */
export function staleMessage(expected: Spec | null, seen: Spec | null, mayHaveWritten = false): string {
  const end = mayHaveWritten
    ? 'what this run sent may have been live in between; plan again'
    : 'nothing was written, plan again'
  if (seen === null) return `it was deleted live since the plan; ${end}`
  if (expected === null) return `it was created live since the plan; ${end}`
  return `it was changed live since the plan (${paths(fieldChanges(expected, seen))}); ${end}`
}

/** The message for a policy that got fields since the plan which the schema does not know. */
export function newFieldsMessage(fields: readonly UnknownField[]): string {
  return `since the plan, live has ${paths(fields)}, which the schema does not know and the write would erase; nothing was written, plan again`
}

/** Names the fields that the server dropped from the old spec when it was put back. */
export function lostMessage(fields: readonly UnknownField[]): string {
  return fields.length === 0
    ? ''
    : `, but without ${paths(fields)}, which it had and the schema does not know: look at it by hand now`
}

/** Tells whether live is a part of what was sent: a server may drop what it does not know. */
export function isDropOf(seen: Spec | null, sent: Spec | null): boolean {
  return (
    seen !== null &&
    sent !== null &&
    fieldChanges(sent, seen).every(({ before, after }) => isPartOf(after, before))
  )
}

function isPartOf(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((item) => whole.some((one) => isEqual(item, one)))
  if (typeof part !== 'object') return isEqual(part, whole)
  if (typeof whole !== 'object' || whole === null) return false
  const fields = whole as Fields
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(fields, key) && isPartOf(value, fields[key]),
  )
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Describes what the server changed in the spec that it was sent; numbers of rules
 * are those of that spec.
 * @param seenIn 'look': it was read later, so somebody else may have changed it.
 */
export function dropMessage(sent: Spec, stored: Spec | null, seenIn: 'answer' | 'look'): string {
  const changes = fieldChanges(stored, sent).flatMap(({ path, before, after }) =>
    detailed(path, before, after),
  )
  const words = seenIn === 'answer' ? ANSWERED : LOOKED_AT
  const parts = (['dropped', 'added', 'changed'] as const).flatMap((fate) => {
    const those = changes.filter((place) => place.fate === fate)
    return those.length === 0 ? [] : [`${words[fate]} ${paths(those)}`]
  })
  return parts.join('; ') + (seenIn === 'answer' ? '' : ' (dropped by the server, or changed live since)')
}

type Fate = 'dropped' | 'added' | 'changed'

const ANSWERED: Readonly<Record<Fate, string>> = {
  dropped: 'the server dropped',
  added: 'the server added',
  changed: 'the server stored something else for',
}
const LOOKED_AT: Readonly<Record<Fate, string>> = {
  dropped: 'after the write the workspace lacks',
  added: 'after the write the workspace also has',
  changed: 'after the write the workspace has something else for',
}

interface Place {
  readonly path: string
  readonly fate: Fate
}

/** Names the innermost field: `approvers.match`, not `approvers`. */
function detailed(path: string, stored: unknown, sent: unknown): readonly Place[] {
  if (!isFields(stored) || !isFields(sent)) return [{ path, fate: fateOf(stored, sent) }]
  const keys = [...new Set([...Object.keys(sent), ...Object.keys(stored)])]
  return keys
    .filter((key) => !isEqual(sent[key], stored[key]))
    .map((key) => ({ path: `${path}.${key}`, fate: fateOf(stored[key] ?? null, sent[key] ?? null) }))
}

function fateOf(stored: unknown, sent: unknown): Fate {
  if (stored === null) return 'dropped'
  return sent === null ? 'added' : 'changed'
}

/** A policy without a step that is not as the files want it at the end. */
export interface Mismatch {
  readonly policy: string
  readonly message: string
  /** True if the live policy cannot be read, so that it was not compared. */
  readonly isUnread?: boolean
}

/** The difference between the wanted spec and the one in the list. */
export function differenceMessage(wanted: Spec | null, seen: Spec | null): string {
  if (wanted === null) return 'it is still there'
  if (seen === null) return 'it is not there'
  return `it differs in ${paths(fieldChanges(wanted, seen))}`
}

/** @param fault the reason why live cannot be read. */
export function uncomparedMessage(fault: string): string {
  return `live cannot be read (${fault}), so nobody knows whether it is as planned; fix it live`
}

/** @param fault the reason why a policy of the run cannot be read afterwards. */
export function unreadMessage(fault: string): string {
  return `it cannot be read live after the writes (${fault}): nobody knows what is there now, and nothing more was written; look at it by hand now`
}

/** @param fault the reason why the policy's entry in the list cannot be read, although the policy itself can. */
export function unlistedMessage(fault: string): string {
  return `read alone, the policy is as wanted, but its entry in the list cannot be read (${fault}), so the next plan cannot compare it; fix it live`
}

const MOST_PATHS = 5

function paths(changes: readonly Pick<FieldChange, 'path'>[]): string {
  return firstNames(
    changes.map(({ path }) => path),
    MOST_PATHS,
  )
}
