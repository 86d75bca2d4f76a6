import type { FoundDrift } from '../plan/make-drift.ts'
import type { HeldLock } from './plan-view.ts'

/** Drift with what its readers want to know beside the document. */
export interface DriftView extends FoundDrift {
  /** Another apply, at work or dead; null: nobody holds it. */
  readonly lock: HeldLock | null
  /** Target that was named on the command line, for the commands that are advised. */
  readonly namedTarget: string | null
}
