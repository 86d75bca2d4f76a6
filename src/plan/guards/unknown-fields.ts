import { firstNames } from '../../diagnostic/first-names.ts'
import type { UnknownField } from '../../policy/unknown-fields.ts'
import type { GuardCheck } from './guard.ts'
import { overrideText } from './override.ts'

/** Lint reports the field in a file as an error, and plan refuses files with errors; the comment silences it. */
export const INTO_THE_FILE =
  'write it into the file below the comment "# policyctl-ignore unknown-field: WHY", which lint needs'

/** Refuses a write that would erase a field that the schema does not know: the field may deny something. */
export const unknownFieldsErased: GuardCheck = ({ steps, erased, overrides, namesTarget }) =>
  steps.flatMap(({ policy, action }) => {
    const fields = erased.get(policy) ?? []
    if (fields.length === 0) return []
    return [
      {
        policy,
        guard: 'unknown-fields' as const,
        fact: `${action === 'delete' ? 'deleting' : 'writing'} it erases ${namesOf(fields)}, which the schema does not know`,
        remedy: `${action === 'delete' ? '' : `${INTO_THE_FILE}; `}name it in serverFields if it is the server's own; or ${overrideText('--drop-fields', policy, { namesTarget })} erases it`,
        holds: [policy],
        isLifted: overrides.dropFields.includes(policy),
      },
    ]
  })

const MOST_NAMES = 4

/** Names fields, for the guard and for the check just before a write. */
export function namesOf(fields: readonly UnknownField[]): string {
  return firstNames(
    fields.map(({ path }) => path),
    MOST_NAMES,
  )
}
