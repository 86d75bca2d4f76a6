/** Decides whether a write must be refused just before it is sent, although live is what the plan saw. */
import { erasedFields, type FieldSources } from '../change/erased-fields.ts'
import { inUseMessage } from '../plan/guards/in-use.ts'
import type { Write } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { newFieldsMessage } from './mismatch.ts'

export interface Refusing {
  /** Tells where unknown fields of a policy come from: a field that nobody has judged is not overwritten. */
  readonly fieldSources: (policy: string) => FieldSources
  /** Tells whether a policy may be deleted although agents use it. */
  readonly mayDeleteInUse: (policy: string) => boolean
  /** Returns the agents that have a policy now. @param shown its `used_by`. */
  readonly usersOf: (policy: string, shown: readonly string[]) => Promise<readonly string[]>
  /** Target that an override has to name, since the run is about others too; absent: none. */
  readonly namesTarget?: string | null
}

/**
 * @param live null: it is not there. @param returned what the server answered to the write before.
 * @returns why the write is not to be done; null where nothing stands against it.
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
