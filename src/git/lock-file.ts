/**
 * Git's own lock files: it holds one for a moment while it writes a ref, and a
 * git that died leaves it behind. So a wait for one has an end.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { RETRIES, retryWait } from '../diagnostic/retries.ts'

/** Clock and signals of a wait; the context has them. */
export interface Waiting {
  readonly clock: WaitingClock
  /** Aborted by the first signal: begin nothing new. */
  readonly stop: AbortSignal
  /** Aborted by a Ctrl-C after `stop`: do not finish what was begun either. */
  readonly kill: AbortSignal
}

export interface WaitingClock {
  now(): Date
  /** Milliseconds, never going back. */
  elapsed(): number
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** Milliseconds after which a lock file counts as left behind. */
const LIMIT = RETRIES.lockFile.giveUpAfter

/** Returns the lock file that stopped git, from git's message; null: git was stopped by something else. */
export function lockFileIn(stderr: string): string | null {
  const found = /^(?!remote:).*Unable to create '(.+\.lock)': File exists/m.exec(stderr)
  return found?.[1] ?? null
}

/**
 * Makes a function that waits before each further try, longer each time.
 *
 * @returns the function: false when the time is up or the signal was aborted, else true: try again.
 */
export function lockFileWait(clock: WaitingClock, signal: AbortSignal): () => Promise<boolean> {
  const end = clock.elapsed() + LIMIT
  let slept = 0
  let looks = 0
  return async () => {
    const left = Math.min(end - clock.elapsed(), LIMIT - slept)
    if (left <= 0 || signal.aborted) return false
    looks += 1
    const time = Math.min(
      retryWait(RETRIES.lockFile, looks, () => 1),
      left,
    )
    await clock.sleep(time, signal)
    slept += time
    return !signal.aborted
  }
}

export function lockFileLeft(file: string): PolicyctlError {
  return new PolicyctlError('git-busy', {
    message: `git's lock file '${file}' is in the way: another git holds it, or one died and left it`,
    hint: 'if no git runs in this repository, remove that file; then run the command again',
  })
}
