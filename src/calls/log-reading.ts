/** Counts the lines of all logs of a run that could not be read, and keeps the places of the first. */

/** A line that could not be read as a call. */
export interface SkippedLine {
  readonly file: string
  /** From 1; of a list, the line on which its entry begins. */
  readonly line: number
  readonly reason: string
}

/** More are counted only. */
const MOST_PLACES = 100

export class LogReading {
  /** The logs that were read, as they were named; each once. */
  readonly files: string[] = []
  readonly skipped: SkippedLine[] = []
  /** All that could not be read, those without a place here too. */
  unread = 0
  /** Calls that count although their time is none. */
  untimed = 0

  skip(line: SkippedLine): void {
    this.unread += 1
    if (this.skipped.length < MOST_PLACES) this.skipped.push(line)
  }
}
