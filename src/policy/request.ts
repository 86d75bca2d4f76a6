/** One outbound call of an agent, as far as policies look at it. */
export interface Request {
  /** HTTP method, any case. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** Risk tags of the tool that is called. */
  readonly tags: readonly string[]
  /** Tool id; only routes look at it. */
  readonly tool: string | null
  /** Capability of the tool; only routes look at it. */
  readonly capability: string | null
}
