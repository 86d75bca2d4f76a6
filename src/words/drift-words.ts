/** What happened to a policy live, what that does, and what the next apply makes of it. */
import type { Direction } from '../access/model/region.ts'
import type { DriftOutcome } from '../plan/drift-outcome.ts'
import type { DriftChange } from '../plan/make-drift.ts'

/** What somebody did live. */
export const LIVE_EDIT: Readonly<Record<DriftChange['kind'], string>> = {
  added: 'created',
  removed: 'deleted',
  changed: 'edited',
}

/** What a change does to access as a whole. */
export function effectText(direction: Direction | 'same'): string {
  return direction === 'same' ? 'no request is decided otherwise' : direction
}

/** What there is to know before one chooses; '' where the commands say it. */
export const OUTCOME_NOTE: Readonly<Record<DriftOutcome, string>> = {
  'put-back': '',
  guarded: 'apply will not overwrite it unasked',
  deleted: 'in no file any more',
  'in-files': 'the files say the same already',
  'left-alone': 'deleted from here once, and in no file: apply leaves it alone, delete it live',
}
