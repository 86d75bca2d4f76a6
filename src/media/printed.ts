/** The text that a medium makes of an answer; only cli and action write it anywhere. */
export interface Printed {
  /** The result, with the line feed at its end. */
  readonly stdout: string
  /** The part of the result that follows, piece by piece: it may be too long to be held as a whole. */
  readonly more?: Iterable<string>
  /** Stands behind the heading of a group of targets; with an empty `stdout` it is all that is to say. */
  readonly remark?: string
  /** Notes beside the result that are no part of it. */
  readonly stderr?: string
}

/** How the caller wants the answer printed. */
export interface Look {
  /** True if standard output takes colours. */
  readonly color: boolean
  /** True if standard error does. */
  readonly notesColor: boolean
  /** Characters in a line of standard output; null where there is no edge. */
  readonly columns: number | null
  /** More detail: nothing is cut. */
  readonly verbose: boolean
  /** Results, warnings and errors only. */
  readonly quiet: boolean
  /** Targets of equal outcome that the answer of one stands for. Default: its own. */
  readonly targets?: readonly string[]
}

/** Turns an answer into text. Pure. */
export type Medium<Answered> = (answer: Answered, look: Look) => Printed
