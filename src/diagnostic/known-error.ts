import { PolicyctlError } from './policyctl-error.ts'

/** Whatever was thrown, as the one error: what is none yet is a fault of the tool. */
export function knownError(error: unknown): PolicyctlError {
  if (error instanceof PolicyctlError) return error
  return new PolicyctlError('internal', {
    message: `policyctl has a fault: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'run it again with --verbose and report what it prints',
    cause: error,
  })
}
