/**
 * Carries one request to a workspace and its answer back: over the network, or
 * inside this process for an embedded workspace.
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
  /** Time limit of the whole exchange; milliseconds. */
  readonly time: number
  /** The most bytes of the answer's body. */
  readonly size: number
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * The outcome of one request. A failure tells whether any byte of the request may
 * have reached the server: only that decides whether it may be repeated.
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
      /** False if no byte of the request left this machine. */
      readonly wasSent: boolean
      /** Code and message of the cause; '' if there is none. */
      readonly code: string
      readonly detail: string
    }

export interface Transport {
  /** Never rejects: a failure is a value. */
  exchange(outgoing: Outgoing, limits: ExchangeLimits): Promise<Exchange>
  /** Aborts requests in flight. */
  close(): Promise<void>
}
