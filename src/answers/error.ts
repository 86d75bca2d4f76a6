import type { ErrorStatus } from '../diagnostic/error-codes.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { withHiddenUserinfo } from '../policy/userinfo.ts'

/** The JSON document of a run that could not go on (schema/error.schema.json). */
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
  return withHiddenUserinfo({ formatVersion: 1, error: { code, message, hint, exitStatus } })
}
