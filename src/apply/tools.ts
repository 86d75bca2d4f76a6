import type { Patience } from './patience.ts'
import type { Refusing } from './refusal.ts'
import type { RunWorld } from './run.ts'

/** What a write, and the look before and after it, is done with. */
export interface Tools extends RunWorld, Refusing {
  /** How long the server may take until it can use what was written, in milliseconds. */
  readonly readiness: number
  readonly patience: Patience
  /** For putting back what made access wider: a new one each time, which a stop does not end. */
  readonly undoPatience: () => Patience
  /** Called for each 429. */
  readonly slowDown: () => void
}
