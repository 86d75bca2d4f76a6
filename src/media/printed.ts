/** What a medium makes of an answer; only cli and action write it anywhere. */
export interface Printed {
  /** The result, with the line feed at its end. */
  readonly stdout: string
  /** What belongs beside the result and is none of it. */
  readonly stderr?: string
}

/** How somebody wants to see an answer. */
export interface Look {
  /** Whether standard output takes colours. */
  readonly color: boolean
  /** Whether standard error does. */
  readonly notesColor: boolean
  /** Characters in a line of standard output; null where there is no edge. */
  readonly columns: number | null
  /** More detail: nothing is cut. */
  readonly verbose: boolean
  /** Results and errors only. */
  readonly quiet: boolean
}

/** Turns an answer into text. Pure. */
export type Medium<Answered> = (answer: Answered, look: Look) => Printed
