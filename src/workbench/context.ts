import type { NoRepository, Repository } from '../git/repository.ts'

/** The outside world, as far as a run may use it. cli and action build it; programs and tests build their own. */
export interface Context {
  /** Absolute path. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads standard input to its end, as UTF-8. */
  readonly readInput: () => Promise<string>
  /** Streams standard input, for input that may be long. */
  readonly inputBytes: () => AsyncIterable<Uint8Array>
  /** Prints notes while the run goes on; an answer is returned, never printed here. */
  readonly notify: (notice: Notice) => void
  readonly clock: Clock
  /** [0, 1), for jitter. */
  readonly random: () => number
  /** Unguessable, for lock nonces; hex. */
  readonly nonce: () => string
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP: finish what is in flight, report. */
  readonly stop: AbortSignal
  /** Aborted by a Ctrl-C after `stop`: stop at once. */
  readonly kill: AbortSignal
  /** Version of the tool. */
  readonly version: string
  /** The repositories that this run has opened (open-once.ts). Absent: each question opens its own. */
  readonly opened?: Map<string, Promise<Repository | NoRepository>>
}

/** A message about the progress of a run. */
export interface Notice {
  /** detail: for --verbose. note: not with --quiet. warning: in any case. */
  readonly kind: 'detail' | 'note' | 'warning'
  /** One line, without its end. Not yet safe to print. */
  readonly text: string
}

export interface Clock {
  now(): Date
  /** Milliseconds, never going back. */
  elapsed(): number
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
