import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** What stands where a document is due and the run could not go on (schema/error.schema.json). */
export function errorDocument({ code, message, hint, exitStatus }: PolicyctlError): object {
  return { formatVersion: 1, error: { code, message, hint, exitStatus } }
}
