/**
 * Fields that nobody of ours knows, of what a write replaces. Somebody agreed
 * to lose them for the new policy, not for the old one that comes back.
 */
import { erasedFields, type FieldSources } from '../change/erased-fields.ts'
import { withUnshown } from '../policy/live-as-known.ts'
import type { Spec } from '../policy/policy.ts'
import { type UnknownField, unknownFields } from '../policy/unknown-fields.ts'

/**
 * @param live as the server shows it. @param known the same, as we know it.
 * @returns what is to be put back in place of `known`; null: it is the same.
 */
export function withItsFields(live: Spec | null, known: Spec | null): Spec | null {
  if (live === null || unknownFields(live).length === 0) return null
  return withUnshown(live, known)
}

/** Those that live does not have as they were, less what the config calls the server's own. */
export function lostFields(
  replaced: Spec | null,
  live: Spec | null,
  { serverFields }: Pick<FieldSources, 'serverFields'>,
): readonly UnknownField[] {
  return replaced === null ? [] : erasedFields(replaced, null, { ours: [], shown: [live], serverFields })
}
