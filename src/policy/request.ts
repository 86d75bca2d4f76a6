/** One outbound call of an agent, with the facts by which policies decide. */
export interface Request {
  /** HTTP method, any case. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** Risk tags of the tool that is called. */
  readonly tags: readonly string[]
  /** Tool id; only routes use it. */
  readonly tool: string | null
  /** Capability of the tool; only routes use it. */
  readonly capability: string | null
}
