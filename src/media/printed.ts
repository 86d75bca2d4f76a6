/** The text that a medium makes of an answer; only cli and action write it to a stream. */
export interface Printed {
  /** The result, with the line feed at its end. */
  readonly stdout: string
  /** The rest of the result, in pieces: it may be too long for memory. */
  readonly more?: Iterable<string>
  /** Words behind the heading of a group of targets; with an empty `stdout` they are the whole answer. */
  readonly remark?: string
  /** Notes beside the result that are no part of it. */
  readonly stderr?: string
}

/** How the caller wants the answer printed. */
export interface Look {
  /** True if standard output takes colours. */
  readonly color: boolean
  /** True if standard error takes colours. */
  readonly notesColor: boolean
  /** Characters in a line of standard output; null: no limit. */
  readonly columns: number | null
  /** True to cut nothing. */
  readonly verbose: boolean
  /** True to print only results, warnings and errors. */
  readonly quiet: boolean
  /** The group of targets that the answer is shown for. Default: its own target. */
  readonly targets?: readonly string[]
}

/** Turns an answer into text. Pure. */
export type Medium<Answered> = (answer: Answered, look: Look) => Printed
