import type { Context } from '../workbench/context.ts'

/** The context of the command line: that of every run, and the streams, which only cli writes to. */
export interface CliContext extends Context {
  readonly stdin: Input
  /** Results only. */
  readonly stdout: Output
  /** Progress, notices, errors. */
  readonly stderr: Output
}

export interface Input {
  readonly isTerminal: boolean
  /** Reads one line, without its end; null at the end of input, or when the signal is aborted. */
  readLine(signal?: AbortSignal): Promise<string | null>
  /** Forgets the keys that were pressed so far, so that they answer no question that was not shown yet. Absent: there are none. */
  forgetTyped?(): Promise<void>
}

export interface Output {
  readonly isTerminal: boolean
  readonly hasColor: boolean
  /** Characters in a line; 80 if unknown. */
  readonly columns: number
  write(text: string): void
  /** Waits until a reader that is slower than the run has caught up; also resolves if the stream is broken. Absent: the stream never falls behind. */
  caughtUp?(): Promise<void>
}
