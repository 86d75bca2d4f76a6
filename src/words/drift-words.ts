/** Words for a live change of a policy, for its effect, and for what the next apply does with it. */

import { DIRECTIONS } from '../access/model/directions.ts'
import type { Direction, Region } from '../access/model/region.ts'
import type { DriftOutcome } from '../plan/drift-outcome.ts'
import { INTO_THE_FILE } from '../plan/guards/unknown-fields.ts'
import type { DriftChange } from '../plan/make-drift.ts'
import { isUnknownField } from './unknown-field-words.ts'

/** Words for a live edit. */
export const LIVE_EDIT: Readonly<Record<DriftChange['kind'], string>> = {
  added: 'created',
  removed: 'deleted',
  changed: 'edited',
}

/** The change of one policy, beside the changes of access on the same screen. */
export interface PolicyEffect extends Pick<DriftChange, 'policy' | 'direction'> {
  /** The changed fields, if they are known. */
  readonly fields?: DriftChange['fields']
}

/** The changes of access on a screen. */
export type ShownAccess = readonly Pick<Region, 'policies' | 'direction'>[]

/**
 * The directions of a change, as the screen shows its access; the most permissive first. By its
 * own votes a policy may be mixed although no agent gets more: the votes of others decide too.
 */
export function shownDirections(
  { policy }: Pick<PolicyEffect, 'policy'>,
  access: ShownAccess,
): readonly Direction[] {
  const shown = access.filter(({ policies }) => policies.includes(policy)).map(({ direction }) => direction)
  return DIRECTIONS.filter((direction) => shown.includes(direction))
}

/** Words for a change of which no change of access is shown. */
export function unseenEffect({ direction, fields = [] }: PolicyEffect): string {
  if (fields.some(isUnknownField)) return UNKNOWN_EFFECT
  return direction === 'same'
    ? 'every request is decided as before'
    : "no agent's access changes: other policies or the default denial decide as before"
}

const UNKNOWN_EFFECT = 'the schema does not know the field: its effect on access is unknown'

/** Words for a policy whose known fields are unchanged. */
export const ONLY_UNKNOWN = `only a field changed that the schema does not know: ${INTO_THE_FILE}; or undo it live`

/** Notes to read before a choice; '' if the commands say it. */
export const OUTCOME_NOTE: Readonly<Record<DriftOutcome, string>> = {
  'put-back': '',
  guarded: 'apply will not overwrite it unasked',
  deleted: 'in no file any more',
  'in-files': 'the files say the same as live by now, so an apply only records it in the ledger',
  'left-alone':
    'an earlier apply deleted it, and somebody created it again: apply leaves it alone, so delete it live',
}
