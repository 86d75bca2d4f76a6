/**
 * The way that one request takes to a workspace and its answer back: over the
 * network, or inside this process for an embedded workspace.
 */

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Base URL and path. */
  readonly url: string
  /** Below the base URL; begins with a slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface ExchangeLimits {
  /** Milliseconds for the whole exchange. */
  readonly time: number
  /** Bytes of the answer's body. */
  readonly size: number
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * One request and what became of it. A failure says whether any of the request
 * may have reached the server: that alone decides about trying again.
 */
export type Exchange =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Headers
      readonly body: Uint8Array
    }
  | {
      readonly kind: 'failure'
      readonly reason: 'timeout' | 'too-large' | 'broken'
      /** false: no byte of it left this machine. */
      readonly wasSent: boolean
      /** Code and message of the cause. */
      readonly code: string
      readonly detail: string
    }

export interface Transport {
  /** Never rejects: a failure is a value. */
  exchange(outgoing: Outgoing, limits: ExchangeLimits): Promise<Exchange>
  /** Gives up what is in flight. */
  close(): Promise<void>
}
