/**
 * Says how one call of a store failed, so that the caller can decide whether to try again.
 *
 * - refused: nothing was done, and the same call would fail again. The server answered no (400, 401, 403,
 *   404, 405, 409), or the call was not sent, or policyctl does not use the answer (redirects, pages).
 * - throttled: 429; nothing was done. `retryAfter` in milliseconds, null if the server does not say.
 * - unavailable: the server answered 5xx, or with something that is not the API; it may have been done.
 * - unreachable: no connection was made; nothing was done.
 * - lost: the connection broke or the time was up after sending; it may have been done.
 */

import type { ErrorCode } from './error-codes.ts'
import { type ErrorDetails, PolicyctlError } from './policyctl-error.ts'

export type FailureKind = 'refused' | 'throttled' | 'unavailable' | 'unreachable' | 'lost'

export class StoreFailure extends PolicyctlError {
  readonly kind: FailureKind
  /** HTTP status; null if there was no answer. */
  readonly status: number | null
  /** Milliseconds. */
  readonly retryAfter: number | null

  constructor(
    code: ErrorCode,
    failure: ErrorDetails & { kind: FailureKind; status: number | null; retryAfter?: number | null },
  ) {
    super(code, failure)
    this.name = 'StoreFailure'
    this.kind = failure.kind
    this.status = failure.status
    this.retryAfter = failure.retryAfter ?? null
  }
}
