/** What GitHub answers before it looks at a request. */

/** 403 and 429: too many requests. 410: comments are switched off, or it was moved. 422: spam, say. */
export interface Limit {
  readonly status: 403 | 410 | 422 | 429
  /** Seconds, as a header. */
  readonly retryAfter: string | null
  /** Of a primary limit: seconds since the epoch, as a header. */
  readonly reset?: string
}

const MESSAGES: Readonly<Record<Limit['status'], string>> = {
  403: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  410: 'This resource is gone',
  422: 'Validation Failed',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
}

/** Body and headers. */
export function limited({ status, retryAfter, reset }: Limit): [string, Readonly<Record<string, string>>] {
  const message = reset === undefined ? MESSAGES[status] : 'API rate limit exceeded for installation ID 1.'
  const headers = {
    ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
    ...(reset === undefined ? {} : { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }),
  }
  return [JSON.stringify({ message }), headers]
}
