/** Words for a live change of a policy, for its effect, and for what the next apply does with it. */

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

/** Words for the effect of a change on access as a whole. */
export function effectText({ direction, fields = [] }: DriftEffect): string {
  if (direction !== 'same') return direction
  return fields.some(isUnknownField) ? UNKNOWN_EFFECT : 'every request is decided as before'
}

export interface DriftEffect extends Pick<DriftChange, 'direction'> {
  /** The changed fields, if they are known. */
  readonly fields?: DriftChange['fields']
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
