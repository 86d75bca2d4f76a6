import { type ErrorCode, type ErrorStatus, EXIT_STATUS_OF } from './error-codes.ts'

export interface ErrorDetails {
  /** The fact, with its values. */
  readonly message: string
  /** The next action; every error has one. */
  readonly hint: string
  readonly cause?: unknown
}

/**
 * The one error class: it ends a run that cannot go on. Faults in the user's files
 * are findings, not errors. Only cli and action handle it.
 */
export class PolicyctlError extends Error {
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'PolicyctlError'
    this.code = code
    this.hint = details.hint
  }

  /** 1: the answer is no. 3: refused for safety. 4: the run could not go on. */
  get exitStatus(): ErrorStatus {
    return EXIT_STATUS_OF[this.code]
  }
}
