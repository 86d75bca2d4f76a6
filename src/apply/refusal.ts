/** Refuses a write just before it is sent, for facts that may be newer than the plan. */
import { erasedFields, type FieldSources } from '../change/erased-fields.ts'
import { inUseMessage } from '../plan/guards/in-use.ts'
import type { Write } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { newFieldsMessage } from './mismatch.ts'

export interface Refusing {
  /** Returns the known sources of a policy's unknown fields: a field from elsewhere must not be overwritten. */
  readonly fieldSources: (policy: string) => FieldSources
  /** Tells whether a policy may be deleted although agents use it. */
  readonly mayDeleteInUse: (policy: string) => boolean
  /** Returns the agents that have a policy now. @param shown its `used_by`. */
  readonly usersOf: (policy: string, shown: readonly string[]) => Promise<readonly string[]>
  /** The target to name in an override, in a run about several; absent: none. */
  readonly namesTarget?: string | null
}

/**
 * @param live null: the policy does not exist. @param returned the server's answer to the write before; null: none.
 * @returns the reason to refuse the write; null: there is none.
 */
export async function refusalOf(
  write: Write,
  { live, returned }: { live: LivePolicy | null; returned: LivePolicy['spec'] | null },
  { fieldSources, mayDeleteInUse, usersOf, namesTarget = null }: Refusing,
): Promise<string | null> {
  if (live === null) return null
  const sources = fieldSources(write.policy)
  const fields = erasedFields(live.spec, write.spec, { ...sources, shown: [...sources.shown, returned] })
  if (fields.length > 0) return newFieldsMessage(fields)
  if (write.action !== 'delete' || mayDeleteInUse(write.policy)) return null
  const users = await usersOf(write.policy, live.usedBy ?? [])
  return users.length === 0 ? null : inUseMessage(write.policy, users, namesTarget)
}
