import { rmSync } from 'node:fs'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertInside } from './inside.ts'

/**
 * Deletes a file; one that is gone already is fine. Of a link only the link goes.
 *
 * @param path absolute. @param within absolute folder that the file must stand in, links in its path resolved.
 * @throws PolicyctlError file-unwritable.
 */
export function removeFile(path: string, within: string): void {
  assertInside(within, path)
  try {
    rmSync(path, { force: true })
  } catch (cause) {
    throw new PolicyctlError('file-unwritable', {
      message: `${path} cannot be deleted: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'check permissions of its folder',
      cause,
    })
  }
}
