import { firstNames } from './first-names.ts'
import { PolicyctlError } from './policyctl-error.ts'

const MOST_NAMES = 5

/**
 * Adds to an error which files the command had written by then: it ends the run, and would read as if nothing had
 * been written.
 *
 * @returns the error; unknown errors as they are.
 */
export function withFilesWritten(error: unknown, files: readonly string[]): unknown {
  if (files.length === 0 || !(error instanceof PolicyctlError)) return error
  const verb =
    files.length === 1 ? 'was written before that, and stays' : 'were written before that, and stay'
  error.message = `${error.message}; ${firstNames(files, MOST_NAMES)} ${verb}`
  return error
}
