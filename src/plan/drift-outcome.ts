import { directionOf } from '../access/compare/direction.ts'
import { directionCloses, directionLoosens } from '../access/model/opens.ts'
import type { Drifted } from '../change/compute-drift.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { Spec } from '../policy/policy.ts'

/**
 * The effect of the next apply from these files on a policy that was changed
 * live.
 * - put-back: overwrites it.
 * - guarded: would overwrite it, and guard `live-narrowed` refuses that.
 * - in-files: writes nothing, since the files say the same; only the ledger changes.
 * - deleted: deletes it, since its file is gone.
 * - left-alone: does nothing, since neither ledger nor files have the policy; or
 *   since only a field changed that the schema does not know.
 */
export type DriftOutcome = 'put-back' | 'guarded' | 'in-files' | 'deleted' | 'left-alone'

/** The specs that the files ask for, by policy; null: the policy's file has errors. */
export type Wanted = ReadonlyMap<string, Spec | null>

export function driftOutcome({ policy, kind, before, after }: Drifted, wanted: Wanted): DriftOutcome {
  const desired = wanted.get(policy)
  if (desired === null) return 'put-back'
  if (isSameSpec(before, after)) return 'left-alone'
  // A live policy that no apply has written may still equal the file, in the form in which a server shows it.
  const seen = before === null && after !== null ? liveAsKnown(after, desired ?? null) : after
  if (isAsWanted(seen, desired)) return 'in-files'
  if (desired === undefined) return kind === 'added' ? 'left-alone' : 'deleted'
  const isGuarded =
    directionCloses(directionOf(before, after)) && directionLoosens(directionOf(after, desired))
  return isGuarded ? 'guarded' : 'put-back'
}

/** @param live the live spec, as liveAsKnown returns it. @param desired undefined if no file asks for the policy. */
export function isAsWanted(live: Spec | null, desired: Spec | null | undefined): boolean {
  if (live === null || desired === undefined || desired === null)
    return live === null && desired === undefined
  return isSameSpec(withoutForeignFields(live, desired), desired)
}
