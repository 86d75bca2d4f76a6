/** Counts the unreadable lines of all logs of a run, and keeps the places of the first. */

/** A line that could not be read as a call. */
export interface SkippedLine {
  readonly file: string
  /** From 1; for an entry of a list, the line on which it begins. */
  readonly line: number
  readonly reason: string
}

/** The most places that are kept; further lines are only counted. */
const MOST_PLACES = 100

export class LogReading {
  /** The logs that were read, as they were named; each once. */
  readonly files: string[] = []
  readonly skipped: SkippedLine[] = []
  /** The number of all unreadable lines, also of those without a place here. */
  unread = 0
  /** The number of calls with an invalid time, which count nevertheless. */
  untimed = 0

  skip(line: SkippedLine): void {
    this.unread += 1
    if (this.skipped.length < MOST_PLACES) this.skipped.push(line)
  }
}
