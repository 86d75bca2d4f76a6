import type { Backoff } from './backoff.ts'
import type { Refusing } from './refusal.ts'
import type { RunContext } from './run.ts'

/** The services that a write uses, with the looks before and after it. */
export interface WriteContext extends RunContext, Refusing {
  /** How long the server may take until it can use what was written, in milliseconds. */
  readonly readiness: number
  readonly backoff: Backoff
  /** For putting back what made access wider: a new one each time, which a stop does not end. */
  readonly undoBackoff: () => Backoff
  /** Called for each 429. */
  readonly slowDown: () => void
}
