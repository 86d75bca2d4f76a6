/**
 * One call that an agent really made. Its URL has no query, fragment, user or
 * password any more, and nothing else of its line is kept.
 */
export interface AgentCall {
  /** In upper case. */
  readonly method: string
  /** In the form that policies compare; equal URLs are one text in memory. */
  readonly url: string
  /** As the log names it: `namespace/name`, or the bare name. */
  readonly agent: string
  readonly tool: string | null
  readonly capability: string | null
  /** Milliseconds since 1970; null: the log has no time for it, or an invalid one. */
  readonly time: number | null
}

/** Receives the calls while a log is read. Lines count from 1; an entry of a list has the line on which it begins. */
export interface CallSink {
  call(call: AgentCall, line: number): void
  /** A line that could not be read as a call. `reason` quotes nothing of it. */
  skip(line: number, reason: string): void
  /** A call with an invalid time, which counts nevertheless. */
  untimed(line: number): void
}
