import { type ErrorCode, type ErrorStatus, EXIT_STATUS_OF } from './error-codes.ts'

export interface ErrorDetails {
  /** The fact, with its values. */
  readonly message: string
  /** The next action; every error has one. */
  readonly hint: string
  readonly cause?: unknown
}

/**
 * The one error of the tool: a run that cannot go on. Findings in the user's
 * files are not errors, they are data. Only cli and action handle it.
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

  /** 1 where the answer is no, 3 where safety refused, 4 where the run could not go on. */
  get exitStatus(): ErrorStatus {
    return EXIT_STATUS_OF[this.code]
  }
}
