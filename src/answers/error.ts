import type { ErrorStatus } from '../diagnostic/error-codes.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** What stands where a document is due and the run could not go on (schema/error.schema.json). */
export interface ErrorDocument {
  readonly formatVersion: 1
  readonly error: {
    readonly code: string
    readonly message: string
    readonly hint: string
    readonly exitStatus: ErrorStatus
  }
}

export function errorDocument({ code, message, hint, exitStatus }: PolicyctlError): ErrorDocument {
  return { formatVersion: 1, error: { code, message, hint, exitStatus } }
}
