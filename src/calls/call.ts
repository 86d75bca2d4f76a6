/**
 * One call that an agent really made, as far as anything here looks at it.
 * Query, fragment, user and password are gone by then, and nothing else of
 * the line that it was read from is kept.
 */
export interface AgentCall {
  /** In upper case. */
  readonly method: string
  /** As policies look at it; equal URLs are one text in memory. */
  readonly url: string
  /** As the log names it: `namespace/name`, or the bare name. */
  readonly agent: string
  readonly tool: string | null
  readonly capability: string | null
  /** Milliseconds since 1970; null where the log does not say, or says what is no time. */
  readonly time: number | null
}

/** Receives the calls while a log is read. Lines count from 1; for a list, its entries stand for lines. */
export interface CallSink {
  call(call: AgentCall, line: number): void
  /** A line that is not a call that could be read. `reason` quotes nothing of it. */
  skip(line: number, reason: string): void
  /** A call that counts although what it has for a time is none. */
  untimed(line: number): void
}
